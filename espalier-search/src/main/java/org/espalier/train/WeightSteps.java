package org.espalier.train;

import java.util.List;
import org.espalier.optimizer.Optimizer;
import org.espalier.problem.Allowed;
import org.espalier.schedule.Schedule;

/**
 * How steps move kernels, scales and biases.
 *
 * @param optimizer the update rule
 * @param learningRate over the run
 * @param maximumGradientNorm longer gradients are scaled down to this norm
 * @param nonFiniteLimit the run stops at the n-th step whose loss or gradient is not finite
 * @param frozen scopes of the network whose weights do not move, such as {@code backbone}
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

    /** The same with other scopes frozen. */
    public WeightSteps freezing(List<String> scopes) {
        return new WeightSteps(optimizer, learningRate, maximumGradientNorm, nonFiniteLimit, scopes);
    }
}
