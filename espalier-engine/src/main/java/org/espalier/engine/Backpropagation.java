package org.espalier.engine;

import org.espalier.loss.Objective;

/** Runs a graph forward and the gradients of an objective backward. */
interface Backpropagation extends AutoCloseable {

    /** One step: the objective's value; gradients are added to those of the leaves. */
    ObjectiveValue run(Sources sources, Objective objective);

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
