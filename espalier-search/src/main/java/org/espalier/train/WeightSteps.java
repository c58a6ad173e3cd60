package org.espalier.train;

import java.util.List;
import org.espalier.optimizer.Optimizer;
import org.espalier.problem.Allowed;
import org.espalier.schedule.Schedule;

/**
 * How steps update kernels, scales and biases.
 *
 * @param optimizer the update rule
 * @param learningRate over the run
 * @param maximumGradientNorm gradients with a larger norm are scaled down to it
 * @param nonFiniteLimit the run stops at the n-th step whose loss or gradient is not finite
 * @param frozen names of weights that are not updated, or beginnings of names up to a dot, such as {@code backbone}
 */
public record WeightSteps(
        Optimizer optimizer,
        Schedule learningRate,
        double maximumGradientNorm,
        int nonFiniteLimit,
        List<String> frozen) {

    public WeightSteps {
        frozen = List.copyOf(frozen);
        Allowed.that(maximumGradientNorm > 0, "maximumGradientNorm", maximumGradientNorm, "more than 0");
        Allowed.atLeast("nonFiniteLimit", nonFiniteLimit, 1);
    }

    /** A copy whose learning rates are as many times as large. */
    WeightSteps learning(double times) {
        return new WeightSteps(optimizer, learningRate.times(times), maximumGradientNorm, nonFiniteLimit, frozen);
    }

    /** A copy with other scopes frozen. */
    public WeightSteps freezing(List<String> scopes) {
        return new WeightSteps(optimizer, learningRate, maximumGradientNorm, nonFiniteLimit, scopes);
    }
}
