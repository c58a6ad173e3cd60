package org.espalier.engine;

/** How a step gets its gradients. They are the same, time and memory are not. */
public enum Gradients {
    /** Segment by segment, those that do not wait for each other side by side. */
    SEGMENTS,
    /** As {@link #SEGMENTS}, but what a segment computes on its way is computed again for its gradient: less memory, more time. */
    RECOMPUTED,
    /** libtorch's autograd over the whole graph, one operation after the other; to compare with. */
    WHOLE
}
