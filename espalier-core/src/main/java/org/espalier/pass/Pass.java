package org.espalier.pass;

import org.espalier.graph.Graph;

/**
 * Rewrites a graph. A pass leaves alone what it cannot improve, and what does not meet its precondition.
 *
 * <p>Names keep their meaning: a node that the graph has before and after gives the same values in both, and so do the
 * outputs. A pass that changes values on purpose, as {@link ForInference} does, documents it.
 */
public interface Pass {

    /** Its name in messages and configuration, for example {@code fold-normalization}. */
    String name();

    /** The rewritten graph; the given one if there is nothing to do. */
    Graph apply(Graph graph);
}
