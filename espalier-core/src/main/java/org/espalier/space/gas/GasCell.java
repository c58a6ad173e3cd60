package org.espalier.space.gas;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.text.Text;

/**
 * A cell as plain data. State 0 is the output of the cell two layers before, state 1 that of the previous cell, state 2
 * the first node, and so on. A node is the sum of an operation on each earlier state; the cell's output concatenates
 * all nodes along the channels.
 *
 * @param nodes for each node the names of its operations, one for each earlier state; {@code none} where there is no
 *     edge
 */
public record GasCell(List<List<String>> nodes) {

    /** Number of states that are not nodes. */
    public static final int INPUTS = 2;

    public GasCell {
        nodes = nodes.stream().map(List::copyOf).toList();
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("a cell needs at least one node");
        }
        for (int node = 0; node < nodes.size(); node++) {
            if (nodes.get(node).size() != INPUTS + node) {
                throw new IllegalArgumentException(Text.format(
                        "cell: node %d has %d operations, %s; it needs %d, one for each earlier state",
                        node, nodes.get(node).size(), nodes.get(node), INPUTS + node));
            }
        }
    }

    /** The cell of operations in the order of {@link #edge}. */
    static GasCell of(int nodes, List<String> operations) {
        return new GasCell(IntStream.range(0, nodes)
                .mapToObj(node -> operations.subList(edge(node, 0), edge(node + 1, 0)))
                .toList());
    }

    /** All operations in the order of {@link #edge}. */
    List<String> operations() {
        return nodes.stream().flatMap(List::stream).toList();
    }

    /**
     * Number of an edge, node by node: 2 edges of the first, 3 of the second, ...
     *
     * @param node 0 for the first
     * @param state that it reads
     */
    static int edge(int node, int state) {
        return node * (node + 3) / 2 + state;
    }

    /** Number of edges of a cell of {@code nodes} nodes: 5 for two. */
    static int edges(int nodes) {
        return edge(nodes, 0);
    }
}
