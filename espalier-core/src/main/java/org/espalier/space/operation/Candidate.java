package org.espalier.space.operation;

import org.espalier.graph.Scope;
import org.espalier.graph.Value;

/** An operation that a search may choose for an edge: a function over primitives that keeps the channels. */
@FunctionalInterface
public interface Candidate {

    /**
     * Builds the operation.
     *
     * @param scope that names its nodes and weights
     * @param x its input, [N, C, h, w]
     * @param stride 1, or 2 to halve the resolution
     * @return [N, C, ceil(h / stride), ceil(w / stride)]
     */
    Value apply(Scope scope, Value x, int stride);
}
