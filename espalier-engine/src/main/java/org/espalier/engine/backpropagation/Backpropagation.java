package org.espalier.engine.backpropagation;

import java.util.Set;
import org.espalier.engine.input.Sources;
import org.espalier.engine.loss.ObjectiveValue;
import org.espalier.loss.Objective;

/** Runs a graph forward and the gradients of an objective backward. */
public interface Backpropagation extends AutoCloseable {

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
}
