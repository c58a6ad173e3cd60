package org.espalier.cost;

/** The cost of running each node of a graph, in any unit. */
@FunctionalInterface
public interface NodeCost {

    /**
     * The cost of a node.
     *
     * @param node its index in the graph
     * @param inputs number of inputs that remain: decisions can remove inputs of a sum; every other node has all of
     *     them
     */
    double of(int node, int inputs);
}
