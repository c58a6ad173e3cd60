package org.espalier.engine;

import java.util.Set;
import org.espalier.loss.Objective;

/** Runs a graph forward and the gradients of an objective backward. */
interface Backpropagation extends AutoCloseable {

    /**
     * What a step came to.
     *
     * @param value of the objective
     * @param idle names of weights that no operation read in this step: only branches of weight 0 would have
     */
    record Outcome(ObjectiveValue value, Set<String> idle) {}

    /** One step; gradients are added to those of the leaves. */
    Outcome run(Sources sources, Objective objective);

    @Override
    void close();

    /** That of a kind. */
    static Backpropagation of(Gradients gradients, Forward forward) {
        return switch (gradients) {
            case SEGMENTS -> new SegmentedBackpropagation(forward, false);
            case RECOMPUTED -> new SegmentedBackpropagation(forward, true);
            case WHOLE -> new WholeBackpropagation(forward);
        };
    }
}
