package org.espalier.engine;

/** How a step computes its gradients. The methods agree up to rounding; time and memory differ. */
public enum Gradients {
    /** Segment by segment; segments that do not depend on each other run in parallel. */
    SEGMENTS,
    /**
     * As {@link #SEGMENTS}, but the intermediate values of a segment are recomputed for its gradient: less memory, more
     * time.
     */
    RECOMPUTED,
    /** libtorch's autograd over the whole graph, one operation after the other: a baseline. */
    WHOLE
}
