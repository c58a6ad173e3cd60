package org.espalier.graph;

import java.util.List;

/**
 * One operation of a graph.
 *
 * @param name unique in its graph; dots separate the names of the blocks it belongs to
 * @param op what it computes
 * @param inputs names of the nodes it reads, in the order that the operation expects
 */
public record Node(String name, Op op, List<String> inputs) {

    public Node {
        inputs = List.copyOf(inputs);
        if (name.isBlank()) {
            throw new InvalidGraph("a node without a name");
        }
    }

    /** Its outermost block: the name up to the first dot. */
    public String block() {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
