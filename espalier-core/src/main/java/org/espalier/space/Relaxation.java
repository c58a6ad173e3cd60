package org.espalier.space;

import java.util.List;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;

/** From the logits of choices to the weights of their options, as a small graph. */
@FunctionalInterface
public interface Relaxation {

    /** Continuous relaxation by softmax (DARTS, equation 2). */
    Relaxation SOFTMAX = Scope::softmax;

    /**
     * Builds the weights of one choice.
     *
     * @param scope a place of the choice's own
     * @param logits tensor [options]
     * @return tensor [options]
     */
    Value weights(Scope scope, Value logits);

    /**
     * Lets the choices of a cell be guided by those of its neighbour, before they are weighed; as they are, if not said otherwise.
     *
     * @param scope a place of the cell's own
     * @param logits of the cell's choices, tensors [options]
     * @param neighbour the cell before
     * @return as many tensors [options]
     */
    default List<Value> guided(Scope scope, List<Value> logits, OpenCell neighbour) {
        return logits;
    }
}
