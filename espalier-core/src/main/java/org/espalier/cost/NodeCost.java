package org.espalier.cost;

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
}
