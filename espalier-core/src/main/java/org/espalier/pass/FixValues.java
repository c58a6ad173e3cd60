package org.espalier.pass;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Type;

/**
 * Replaces named nodes that give tensors by constants: the weights of decided choices, or the values of architecture
 * parameters. The graph then no longer reads what those nodes were computed from.
 */
public final class FixValues implements Pass {

    private final Map<String, double[]> values;

    /**
     * Fixes these nodes.
     *
     * @param values row-major values by the name of a node; names that a graph lacks are ignored
     */
    public FixValues(Map<String, double[]> values) {
        this.values = Map.copyOf(values);
    }

    @Override
    public String name() {
        return "fix-values";
    }

    @Override
    public Graph apply(Graph graph) {
        Rewriting rewriting = new Rewriting(graph);
        for (Node node : graph.nodes()) {
            double[] fixed = values.get(node.name());
            if (fixed != null) {
                rewriting.replace(constant(graph, node.name(), fixed));
            }
        }
        return rewriting.result();
    }

    private static Node constant(Graph graph, String name, double[] values) {
        if (graph.type(name) instanceof Type.Tensor(List<Integer> dimensions)) {
            return new Node(
                    name,
                    new Op.Constant(dimensions, Arrays.stream(values).boxed().toList()),
                    List.of());
        }
        throw new IllegalArgumentException(
                "node " + name + " gives " + graph.type(name) + "; only tensors can be fixed");
    }
}
