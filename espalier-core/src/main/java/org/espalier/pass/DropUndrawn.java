package org.espalier.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Type;

/**
 * Leaves out the values of every Mix that weigh exactly 0 at one step: branches that were not drawn. The weights of the others are still computed, so that
 * the gradient passes through them. A Mix of which nothing was drawn gives zeros.
 *
 * <p>Precondition: the weights are as given; the graph is good for that step alone.
 */
public final class DropUndrawn implements Pass {

    private final Map<String, double[]> values;

    /** @param values of the nodes that give the weights of choices, by name */
    public DropUndrawn(Map<String, double[]> values) {
        this.values = Map.copyOf(values);
    }

    @Override
    public String name() {
        return "drop-undrawn";
    }

    @Override
    public Graph apply(Graph graph) {
        Graph known = new FoldConstants().apply(new FixValues(values).apply(graph));
        Rewriting rewriting = new Rewriting(graph);
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Op.Mix
                    && known.node(node.inputs().getLast()).op() instanceof Op.Constant weights) {
                drop(graph, rewriting, node, weights.values());
            }
        }
        return rewriting.result();
    }

    private static void drop(Graph graph, Rewriting rewriting, Node mix, List<Double> weights) {
        List<String> drawn = new ArrayList<>();
        List<Node> ownWeights = new ArrayList<>();
        for (int value = 0; value < weights.size(); value++) {
            if (weights.get(value) != 0) {
                drawn.add(mix.inputs().get(value));
                ownWeights.add(new Node(
                        mix.name() + ".weight_" + value,
                        new Op.Slice(value, value + 1),
                        List.of(mix.inputs().getLast())));
            }
        }
        if (drawn.isEmpty()) {
            Type type = graph.type(mix.name());
            rewriting.replace(new Node(mix.name(), new Op.Zeros(type), List.of()));
        } else if (drawn.size() < weights.size()) {
            ownWeights.forEach(rewriting::replace);
            Node joined = new Node(
                    mix.name() + ".weights",
                    new Op.Concat(),
                    ownWeights.stream().map(Node::name).toList());
            rewriting.replace(joined);
            drawn.add(joined.name());
            rewriting.replace(new Node(mix.name(), mix.op(), drawn));
        }
    }
}
