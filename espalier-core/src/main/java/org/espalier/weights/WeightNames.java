package org.espalier.weights;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Style;
import org.espalier.graph.Weight;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.Tensors;
import org.espalier.space.Supernet;
import org.espalier.space.backbone.Backbone;

/**
 * The assignment of a file's tensors to weights.
 *
 * @param found the file's tensors, without counters and without the prefix {@code module.}
 * @param wanted the weights to be filled, by the tensors' names
 * @param classifier the names among them whose shape depends on the number of classes, with that axis
 * @param ignored names that may be in the file and are not needed: a backbone's own classifier
 * @param auxiliary names among the wanted that only auxiliary heads use; a trained model's file does not have them
 */
record WeightNames(
        SequencedMap<String, TensorData> found,
        SequencedMap<String, Weight.Named> wanted,
        Map<String, Integer> classifier,
        Set<String> ignored,
        Set<String> auxiliary) {

    private static final String COUNTER = "num_batches_tracked";
    private static final String PARALLEL = "module.";
    private static final String PREFIX = Backbone.SCOPE + ".";

    static WeightNames of(Graph network, Tensors tensors) {
        SequencedMap<String, TensorData> found = found(tensors);
        SequencedMap<String, Weight.Named> wanted = new LinkedHashMap<>();
        network.weights().forEach((name, weight) -> {
            if (name.startsWith(PREFIX)) {
                wanted.put(name.substring(PREFIX.length()), weight);
            }
        });
        boolean own = found.keySet().stream().anyMatch(network.weights()::containsKey);
        if (own || wanted.isEmpty()) {
            return new WeightNames(found, network.weights(), classifier(network), Set.of(), auxiliary(network));
        }
        return new WeightNames(found, wanted, Map.of(), unusedOf(wanted.keySet()), Set.of());
    }

    private static SequencedMap<String, TensorData> found(Tensors tensors) {
        boolean parallel = tensors.names().stream().allMatch(name -> name.startsWith(PARALLEL));
        SequencedMap<String, TensorData> found = new LinkedHashMap<>();
        tensors.byName().forEach((name, tensor) -> {
            if (!name.endsWith(COUNTER)) {
                found.put(parallel ? name.substring(PARALLEL.length()) : name, tensor);
            }
        });
        return found;
    }

    /** Weights that a backbone's file holds besides the wanted ones, for any backbone. */
    private static Set<String> unusedOf(Set<String> wanted) {
        return List.of(Backbone.values()).stream()
                .map(backbone -> backbone.classifier(1, Style.DEFAULT).weights().keySet())
                .filter(all -> all.containsAll(wanted))
                .flatMap(Set::stream)
                .filter(name -> !wanted.contains(name))
                .collect(Collectors.toSet());
    }

    private static Set<String> auxiliary(Graph network) {
        if (!network.outputs().containsKey(Supernet.LOGITS)) {
            return Set.of();
        }
        Set<String> used = network.keep(Set.of(Supernet.LOGITS)).weights().keySet();
        return network.weights().keySet().stream()
                .filter(name -> !used.contains(name))
                .collect(Collectors.toSet());
    }

    /** The weights of the last convolution before each output of class scores, with the axis of the classes. */
    private static Map<String, Integer> classifier(Graph network) {
        Map<String, Integer> axes = new HashMap<>();
        network.outputs().forEach((output, name) -> {
            if (output.equals(Supernet.LOGITS)
                    || output.equals(Backbone.SCORES)
                    || output.startsWith(Supernet.AUXILIARY)) {
                Node node = network.node(name);
                while (node.op() instanceof Op.Resize) {
                    node = network.node(node.inputs().getFirst());
                }
                addClassAxes(node.op(), axes);
            }
        });
        return axes;
    }

    private static void addClassAxes(Op op, Map<String, Integer> axes) {
        if (op instanceof Op.Conv2d conv) {
            conv.kernel().forEachNamed(weight -> axes.put(weight.name(), 0));
            conv.bias().ifPresent(bias -> bias.forEachNamed(weight -> axes.put(weight.name(), 0)));
        } else if (op instanceof Op.ConvTranspose2d conv) {
            conv.kernel().forEachNamed(weight -> axes.put(weight.name(), 1));
            conv.bias().ifPresent(bias -> bias.forEachNamed(weight -> axes.put(weight.name(), 0)));
        }
    }
}
