package org.espalier.engine;

import java.util.List;

/**
 * What a training step came to.
 *
 * @param loss the objective; NaN or infinite if the step was not finite
 * @param terms each term of the objective without its factor, in the objective's order
 * @param gradientNorm Euclidean norm of all gradients together, before clipping
 * @param moved whether weights, momenta and statistics were moved; false if the loss or a gradient was not finite
 */
public record StepResult(double loss, List<Double> terms, double gradientNorm, boolean moved) {

    public StepResult {
        terms = List.copyOf(terms);
    }
}
