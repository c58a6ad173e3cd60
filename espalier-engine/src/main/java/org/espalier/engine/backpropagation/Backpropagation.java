package org.espalier.engine.backpropagation;

import java.util.Set;
import org.espalier.engine.input.Sources;
import org.espalier.engine.loss.ObjectiveValue;
import org.espalier.loss.Objective;

/** Runs a graph forward and the gradients of an objective backward. */
public interface Backpropagation extends AutoCloseable {

    /**
     * Result of a step.
     * @param value of the objective
     * @param idle names of the weights that no operation used in this step, because their branches have weight 0
     */
    record Outcome(ObjectiveValue value, Set<String> idle) {}

    /** Runs one step. Gradients are added to those of the leaves. */
    Outcome run(Sources sources, Objective objective);

    /** Threads that one operation runs on: sums over several are added up in another order. */
    int threadsPerOperation();

    @Override
    void close();
}
