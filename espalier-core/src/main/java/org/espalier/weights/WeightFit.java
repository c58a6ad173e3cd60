package org.espalier.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.graph.Graph;
import org.espalier.graph.Weight;
import org.espalier.problem.BadData;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.Tensors;
import org.espalier.text.Text;

/**
 * Tensors of a file, matched to all weights of a network or to all weights of its backbone.
 *
 * @param tensors with the network's names and shapes
 * @param restarted weights of the classifier that keep their initial values, because the file has another number of
 *     classes
 * @param auxiliary weights of auxiliary heads that keep their initial values, because the file has none: a trained
 *     model has lost them
 */
public record WeightFit(Tensors tensors, List<String> restarted, List<String> auxiliary) {

    public WeightFit {
        restarted = List.copyOf(restarted);
        auxiliary = List.copyOf(auxiliary);
    }

    /**
     * Matches tensors to a network. They have the network's own names, or torchvision's names for its backbone; the
     * prefix {@code module.} and batch counters are ignored.
     *
     * @param source where the tensors come from, for error messages
     * @throws BadData if they belong to another network: names the first missing tensor, the first unexpected one, and
     *     the first of another shape; or if a tensor has values that are not finite
     */
    public static WeightFit of(Graph network, Tensors tensors, String source) {
        return new Fitting(WeightNames.of(network, tensors), source).fit();
    }

    /** What was loaded, as text. */
    public String summary() {
        StringBuilder summary = new StringBuilder(tensors.names().size() + " weights loaded");
        if (!restarted.isEmpty()) {
            summary.append("; the classifier keeps its initial values, because the file has another number of"
                            + " classes: ")
                    .append(restarted);
        }
        if (!auxiliary.isEmpty()) {
            summary.append(Text.format(
                    "; %d weights of auxiliary heads keep their initial values, because the file has none",
                    auxiliary.size()));
        }
        return summary.toString();
    }

    /** One comparison of names and shapes. */
    private record Fitting(WeightNames names, String source) {

        WeightFit fit() {
            Map<String, TensorData> taken = new LinkedHashMap<>();
            List<String> restarted = new ArrayList<>();
            List<String> auxiliary = new ArrayList<>();
            List<String> missing = new ArrayList<>();
            List<String> reshaped = new ArrayList<>();
            names.wanted().forEach((name, weight) -> {
                TensorData found = names.found().get(name);
                if (found == null && names.auxiliary().contains(name)) {
                    auxiliary.add(weight.name());
                } else if (found == null) {
                    missing.add(Text.format("%s %s", name, weight.shape()));
                } else if (kernelShape(found, weight).equals(weight.shape())) {
                    taken.put(weight.name(), shaped(found, weight));
                } else if (names.classifier().containsKey(name)
                        && differsIn(names.classifier().get(name), found, weight)) {
                    restarted.add(weight.name());
                } else {
                    reshaped.add(
                            Text.format("%s: %s in the file, %s in the network", name, found.shape(), weight.shape()));
                }
            });
            List<String> unexpected = names.found().entrySet().stream()
                    .filter(entry -> !names.wanted().containsKey(entry.getKey())
                            && !names.ignored().contains(entry.getKey()))
                    .map(entry -> Text.format(
                            "%s %s", entry.getKey(), entry.getValue().shape()))
                    .toList();
            if (!missing.isEmpty() || !unexpected.isEmpty() || !reshaped.isEmpty()) {
                throw new BadData(Text.format(
                        "%s holds the weights of another network: of %d tensors %s; %s; %s",
                        source,
                        names.wanted().size(),
                        counted(missing, "missing"),
                        counted(unexpected, "unexpected"),
                        counted(reshaped, "of another shape")));
            }
            return new WeightFit(Tensors.of(taken), restarted, auxiliary);
        }

        private TensorData shaped(TensorData found, Weight.Named weight) {
            if (!found.dtype().isFloatingPoint()) {
                throw new BadData(Text.format(
                        "%s: the tensor for %s holds whole numbers (%s); weights are floating-point",
                        source, weight.name(), found.dtype()));
            }
            FiniteWeights.require(weight.name(), found, source);
            return new TensorData(
                    found.dtype(),
                    weight.shape().stream().map(Integer::longValue).toList(),
                    found.bytes());
        }

        private static String counted(List<String> names, String what) {
            return names.isEmpty()
                    ? "none is " + what
                    : Text.format(
                            "%d %s %s (the first is %s)",
                            names.size(), names.size() == 1 ? "is" : "are", what, names.getFirst());
        }
    }

    /** A tensor's shape, where a linear layer's matrix counts as a 1 x 1 kernel. */
    private static List<Integer> kernelShape(TensorData found, Weight.Named weight) {
        List<Integer> shape = new ArrayList<>();
        found.shape().forEach(length -> shape.add((int) Math.min(length, Integer.MAX_VALUE)));
        boolean matrix = shape.size() == 2 && weight.shape().size() == 4;
        while (matrix && shape.size() < 4) {
            shape.add(1);
        }
        return shape;
    }

    private static boolean differsIn(int axis, TensorData found, Weight.Named weight) {
        List<Integer> shape = new ArrayList<>(kernelShape(found, weight));
        if (axis >= shape.size()) {
            return false;
        }
        shape.set(axis, weight.shape().get(axis));
        return shape.equals(weight.shape());
    }
}
