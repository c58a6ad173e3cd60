package org.espalier.space;

import org.espalier.graph.Scope;
import org.espalier.graph.Value;

/** From the logits of a choice to the weights of its options, as a small graph. */
@FunctionalInterface
public interface Relaxation {

    /** Continuous relaxation by softmax (DARTS, equation 2). */
    Relaxation SOFTMAX = Scope::softmax;

    /**
     * Builds the weights.
     *
     * @param scope a place of the choice's own
     * @param logits tensor [options]
     * @return tensor [options]
     */
    Value weights(Scope scope, Value logits);
}
