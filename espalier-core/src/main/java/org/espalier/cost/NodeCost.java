package org.espalier.cost;

import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Op;

/** What each node of a graph costs when it runs, in any unit. */
@FunctionalInterface
public interface NodeCost {

    /**
     * The cost of a node.
     *
     * @param node its place in the graph
     * @param inputs how many of its inputs are there: a sum goes without those that decisions have removed, all else has all of them
     */
    double of(int node, int inputs);

    /** Costs that are known by node. A sum of fewer values costs in proportion to its additions. */
    static NodeCost of(Graph graph, double[] costs) {
        return (node, inputs) -> {
            int all = graph.nodes().get(node).inputs().size();
            boolean fewer = graph.nodes().get(node).op() instanceof Op.Add && inputs < all;
            return fewer ? costs[node] * (inputs - 1) / (all - 1) : costs[node];
        };
    }

    /** Multiply-adds for a batch of the given extent. */
    static NodeCost multiplyAdds(Graph graph, Extent extent) {
        return (node, inputs) -> MultiplyAdds.of(graph, node, extent);
    }
}
