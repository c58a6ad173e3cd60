package org.espalier.engine;

import java.util.List;

/**
 * Result of a training step.
 * @param loss value of the objective; NaN or infinite if the step was not finite
 * @param terms value of each term of the objective without its factor, in order
 * @param gradientNorm Euclidean norm of all gradients together, before clipping
 * @param moved whether weights, momenta and statistics were updated; false if the loss, a gradient or a statistic was
 *     not finite
 */
public record StepResult(double loss, List<Double> terms, double gradientNorm, boolean moved) {

    public StepResult {
        terms = List.copyOf(terms);
    }
}
