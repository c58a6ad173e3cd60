package org.espalier.space;

import java.util.List;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;

/** Computes the weights of options from the logits of a choice, as a small graph. */
@FunctionalInterface
public interface Relaxation {

    /** Continuous relaxation by softmax (DARTS, equation 2). */
    Relaxation SOFTMAX = Scope::softmax;

    /**
     * Builds the weights of one choice.
     *
     * @param scope the choice's own scope
     * @param logits tensor [options]
     * @return tensor [options]
     */
    Value weights(Scope scope, Value logits);

    /**
     * Adjusts the logits of a cell by those of the previous cell, before weights are computed; by default it leaves
     * them unchanged.
     *
     * @param scope the cell's own scope
     * @param logits of the cell's choices, tensors [options]
     * @param neighbour the previous cell
     * @return as many tensors [options]
     */
    default List<Value> guided(Scope scope, List<Value> logits, OpenCell neighbour) {
        return logits;
    }
}
