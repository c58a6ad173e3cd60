package org.espalier.space.backbone;

import java.util.List;
import java.util.Optional;
import org.espalier.graph.Initializer;
import org.espalier.graph.Op;
import org.espalier.graph.Op.BatchNorm.Statistics;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;

/**
 * Layers whose weights have the names that torchvision gives them.
 *
 * @param statistics of all normalisations
 */
record Torchvision(Scope scope, Statistics statistics) {

    Torchvision child(String name) {
        return new Torchvision(scope.child(name), statistics);
    }

    /** Convolution {@code name} without bias: weight {@code name.weight}. */
    Value conv(String name, Value x, int channels, int kernel, int stride, int groups) {
        return scope.convolve(name, x, channels, kernel, stride, 1, groups, false);
    }

    /**
     * Normalisation {@code name}: weights {@code name.weight}, {@code bias}, {@code running_mean} and
     * {@code running_var}.
     */
    Value norm(String name, Value x) {
        List<Integer> shape = List.of(x.channels());
        return scope.add(
                name,
                new Op.BatchNorm(
                        weight(name + ".running_mean", shape, Role.STATISTICS, Initializer.ZEROS),
                        weight(name + ".running_var", shape, Role.STATISTICS, Initializer.ONES),
                        Optional.of(weight(name + ".weight", shape, Role.SCALE, Initializer.ONES)),
                        Optional.of(weight(name + ".bias", shape, Role.BIAS, Initializer.ZEROS)),
                        scope.style().epsilon(),
                        scope.style().momentum(),
                        statistics),
                x);
    }

    /** Class scores from a map's mean: a linear layer {@code name}, its matrix as a 1 x 1 kernel. */
    Value linear(String name, Value x, int classes) {
        return scope.convolve(name, scope.globalAvgPool(x), classes, 1, 1, 1, 1, true);
    }

    private Weight weight(String name, List<Integer> shape, Role role, Initializer initializer) {
        String path = scope.path();
        return new Weight.Named(path.isEmpty() ? name : path + "." + name, shape, role, initializer);
    }
}
