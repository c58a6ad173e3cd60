package org.espalier.search.diagnosis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;
import org.espalier.space.Choice;
import org.espalier.space.Supernet;

/**
 * The positions of each choice's logits in the architecture parameters: the whole parameter with the name of the
 * choice, or the slice of a parameter that the choice's weights are computed from. Choices with one option are omitted,
 * as are those whose logits are found in neither way, which is possible in custom spaces only.
 */
record LogitSlices(SequencedMap<String, Slice> byChoice) {

    /** Elements [from, to) of a parameter. */
    record Slice(String parameter, int from, int to) {

        double[] in(Map<String, double[]> parameters) {
            return Arrays.copyOfRange(Objects.requireNonNull(parameters.get(parameter), parameter), from, to);
        }
    }

    static LogitSlices of(Supernet supernet) {
        SequencedMap<String, Slice> slices = new LinkedHashMap<>();
        for (Choice choice : supernet.choices()) {
            if (choice.options().size() > 1) {
                slice(supernet.graph(), choice).ifPresent(slice -> slices.put(choice.name(), slice));
            }
        }
        return new LogitSlices(slices);
    }

    /** The logits of each choice. */
    SequencedMap<String, double[]> in(Map<String, double[]> parameters) {
        SequencedMap<String, double[]> logits = new LinkedHashMap<>();
        byChoice.forEach((choice, slice) -> logits.put(choice, slice.in(parameters)));
        return logits;
    }

    /** Number of options by choice. */
    SequencedMap<String, Integer> options() {
        SequencedMap<String, Integer> options = new LinkedHashMap<>();
        byChoice.forEach((choice, slice) -> options.put(choice, slice.to - slice.from));
        return options;
    }

    private static Optional<Slice> slice(Graph graph, Choice choice) {
        int options = choice.options().size();
        Weight.Named own = graph.weights().get(choice.name());
        if (own != null && own.role() == Role.ARCHITECTURE && own.elements() == options) {
            return Optional.of(new Slice(choice.name(), 0, options));
        }
        return slice(graph, graph.outputNode(choice.name()), options);
    }

    /** The slice that a node is computed from; follows first inputs backwards. */
    private static Optional<Slice> slice(Graph graph, String from, int options) {
        Node node = graph.node(from);
        while (!node.inputs().isEmpty()) {
            Node input = graph.node(node.inputs().getFirst());
            if (node.op() instanceof Op.Slice(int first, int end)
                    && end - first == options
                    && input.op() instanceof Op.Parameter(Weight.Named parameter)
                    && parameter.role() == Role.ARCHITECTURE) {
                return Optional.of(new Slice(parameter.name(), first, end));
            }
            node = input;
        }
        return Optional.empty();
    }
}
