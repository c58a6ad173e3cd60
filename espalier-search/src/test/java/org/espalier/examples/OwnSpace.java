package org.espalier.examples;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.random.Seed;
import org.espalier.space.OpenChoices;
import org.espalier.space.Relaxation;
import org.espalier.space.SearchSpace;
import org.espalier.space.Supernet;

// tag::example[]
/** A space of one's own: layers at stride 4, each of which chooses the size of its depthwise kernel. */
record OwnSpace(int layers, int channels) implements SearchSpace<OwnSpace.Kernels> {

    private static final List<Integer> SIZES = List.of(3, 5, 7);

    record Kernels(List<Integer> sizes) {}

    /** The layers one after the other, whatever a layer is. */
    private Graph build(GraphBuilder builder, int classes, Layer layer) {
        Value x = builder.scope("stem").conv(builder.image(), channels, 3, 4);
        for (int index = 0; index < layers; index++) {
            Scope scope = builder.scope("layer_" + index);
            x = scope.sum(List.of(x, layer.apply(scope, scope.relu(scope.normalize(x)), index)));
        }
        Scope scope = builder.scope("classifier");
        builder.output(Supernet.LOGITS, scope.resize(scope.classifier(scope.relu(x), classes), 1));
        return builder.build();
    }

    private interface Layer {
        Value apply(Scope scope, Value x, int index);
    }

    private Value conv(Scope scope, Value x, int size) {
        return scope.pointwise(scope.depthwise(x, size, 1, 1), channels);
    }

    @Override
    public Supernet supernet(int classes, Relaxation relaxation) {
        GraphBuilder builder = new GraphBuilder();
        OpenChoices choices = new OpenChoices(builder, relaxation);
        List<String> options = SIZES.stream().map(size -> "conv_" + size).toList();
        build(builder, classes, (scope, x, index) -> {
            List<Value> all = SIZES.stream()
                    .map(size -> conv(scope.child("conv_" + size), x, size))
                    .toList();
            return scope.mix(all, choices.open("kernel_" + index, options));
        });
        return choices.build();
    }

    @Override
    public Graph network(Kernels found, int classes) {
        return build(
                new GraphBuilder(),
                classes,
                (scope, x, index) -> conv(scope, x, found.sizes().get(index)));
    }

    @Override
    public Map<String, double[]> decisions(Kernels found) {
        Map<String, double[]> weights = new TreeMap<>();
        for (int index = 0; index < layers; index++) {
            int size = found.sizes().get(index);
            weights.put(
                    "kernel_" + index,
                    SIZES.stream().mapToDouble(one -> one == size ? 1 : 0).toArray());
        }
        return weights;
    }

    @Override
    public Kernels decode(Map<String, double[]> weights) {
        return new Kernels(IntStream.range(0, layers)
                .mapToObj(index -> largest(Objects.requireNonNull(weights.get("kernel_" + index))))
                .toList());
    }

    private static int largest(double[] weights) {
        return SIZES.get(IntStream.range(0, weights.length).reduce(0, (a, b) -> weights[b] > weights[a] ? b : a));
    }

    @Override
    public Kernels random(Seed seed) {
        return new Kernels(seed.generator()
                .ints(layers, 0, SIZES.size())
                .mapToObj(SIZES::get)
                .toList());
    }
}
// end::example[]
