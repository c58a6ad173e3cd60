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
 * Where the logits of each choice lie among the architecture parameters: all of the parameter of the choice's name, or the slice of a parameter that
 * the choice's weights are computed from. Choices of a single option decide nothing and are left out, as are choices whose logits are found in neither
 * way, which only own spaces can have.
 */
record LogitPlaces(SequencedMap<String, Place> byChoice) {

    /** Elements [from, to) of a parameter. */
    record Place(String parameter, int from, int to) {

        double[] in(Map<String, double[]> parameters) {
            return Arrays.copyOfRange(Objects.requireNonNull(parameters.get(parameter), parameter), from, to);
        }
    }

    static LogitPlaces of(Supernet supernet) {
        SequencedMap<String, Place> places = new LinkedHashMap<>();
        for (Choice choice : supernet.choices()) {
            if (choice.options().size() > 1) {
                place(supernet.graph(), choice).ifPresent(place -> places.put(choice.name(), place));
            }
        }
        return new LogitPlaces(places);
    }

    /** The logits of each choice. */
    SequencedMap<String, double[]> in(Map<String, double[]> parameters) {
        SequencedMap<String, double[]> logits = new LinkedHashMap<>();
        byChoice.forEach((choice, place) -> logits.put(choice, place.in(parameters)));
        return logits;
    }

    /** Number of options by choice. */
    SequencedMap<String, Integer> options() {
        SequencedMap<String, Integer> options = new LinkedHashMap<>();
        byChoice.forEach((choice, place) -> options.put(choice, place.to - place.from));
        return options;
    }

    private static Optional<Place> place(Graph graph, Choice choice) {
        int options = choice.options().size();
        Weight.Named own = graph.weights().get(choice.name());
        if (own != null && own.role() == Role.ARCHITECTURE && own.elements() == options) {
            return Optional.of(new Place(choice.name(), 0, options));
        }
        return slice(graph, graph.outputNode(choice.name()), options);
    }

    /** The slice of a parameter that a node is computed from, going back over first inputs. */
    private static Optional<Place> slice(Graph graph, String from, int options) {
        Node node = graph.node(from);
        while (!node.inputs().isEmpty()) {
            Node input = graph.node(node.inputs().getFirst());
            if (node.op() instanceof Op.Slice(int first, int end)
                    && end - first == options
                    && input.op() instanceof Op.Parameter(Weight.Named parameter)
                    && parameter.role() == Role.ARCHITECTURE) {
                return Optional.of(new Place(parameter.name(), first, end));
            }
            node = input;
        }
        return Optional.empty();
    }
}
