package org.espalier.graph;

/** An invalid graph: the message names the node, what it got and what it needs. */
public final class InvalidGraph extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    InvalidGraph(String message) {
        super(message);
    }
}
