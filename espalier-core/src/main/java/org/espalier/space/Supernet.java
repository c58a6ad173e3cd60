package org.espalier.space;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.graph.Graph;
import org.espalier.graph.Op;
import org.espalier.pass.FixValues;
import org.espalier.pass.FoldConstants;
import org.espalier.pass.ForInference;
import org.espalier.pass.Pass;
import org.espalier.pass.Passes;
import org.espalier.pass.PruneOptions;
import org.espalier.schedule.Moment;

/**
 * A relaxed network with all its choices open.
 *
 * @param graph outputs {@value #LOGITS}, and one for each choice: the weights of its options
 * @param choices in the order of the space
 */
public record Supernet(Graph graph, List<Choice> choices) {

    /** Name of the output that gives class scores, [N, classes, H, W]. */
    public static final String LOGITS = "logits";

    /** Prefix of the outputs of auxiliary heads, class scores like {@link #LOGITS} that only training uses. */
    public static final String AUXILIARY = "auxiliary_";

    public Supernet {
        choices = List.copyOf(choices);
    }

    /** The part that a search trains: the graph of the class scores. */
    public Graph scores() {
        return graph.keep(Set.of(LOGITS));
    }

    /** The same graph with fixed choice weights. Nothing is removed. */
    public Graph fixed(Map<String, double[]> weights) {
        Map<String, double[]> nodes = new HashMap<>();
        weights.forEach((choice, values) -> nodes.put(graph.outputNode(choice), values));
        return new FixValues(nodes).apply(scores());
    }

    /** The same graph with fixed choice weights, without the parts that become unused. */
    public Graph restricted(Map<String, double[]> weights) {
        return Passes.apply(Passes.SIMPLIFY, fixed(weights));
    }

    /** The choices that options can be taken from; not gates, of which several can be kept. */
    public List<Choice> prunable() {
        return choices.stream()
                .filter(choice -> PruneOptions.applies(graph, graph.outputNode(choice.name())))
                .toList();
    }

    /**
     * The same supernet without some options: their weights are exactly 0, and steps do not run them.
     *
     * @param options numbers of options, from 0, by the name of a choice that is {@link #prunable}
     */
    public Supernet without(Map<String, Set<Integer>> options) {
        Map<String, Set<Integer>> nodes = new HashMap<>();
        options.forEach((choice, pruned) -> nodes.put(graph.outputNode(choice), pruned));
        return new Supernet(new PruneOptions(nodes).apply(graph), choices);
    }

    /**
     * The weights of all choices' options for given architecture parameters, at the end of a search; where weights are
     * sampled, their probabilities.
     *
     * @param parameters values of every weight of role ARCHITECTURE, by name
     */
    public SequencedMap<String, double[]> weights(Map<String, double[]> parameters) {
        return weights(parameters, Moment.END);
    }

    /** As {@link #weights(Map)}, at the temperature of a moment. */
    public SequencedMap<String, double[]> weights(Map<String, double[]> parameters, Moment moment) {
        Set<String> names = choices.stream().map(Choice::name).collect(Collectors.toSet());
        List<Pass> evaluate = List.of(new ForInference(moment), new FixValues(parameters), new FoldConstants());
        Graph values = Passes.apply(evaluate, graph.keep(names));
        SequencedMap<String, double[]> weights = new LinkedHashMap<>();
        for (Choice choice : choices) {
            if (values.node(values.outputNode(choice.name())).op() instanceof Op.Constant constant) {
                weights.put(
                        choice.name(),
                        constant.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray());
            } else {
                throw new IllegalArgumentException(
                        "choice " + choice.name() + ": its weights depend on more than " + parameters.keySet());
            }
        }
        return weights;
    }
}
