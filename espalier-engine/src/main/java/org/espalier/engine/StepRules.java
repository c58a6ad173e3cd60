package org.espalier.engine;

import org.espalier.random.Seed;

/**
 * What holds for every step of a run.
 *
 * @param maximumGradientNorm the gradients of each optimisation, all its roles together, are scaled down to this Euclidean norm if
 *     theirs is larger; infinite for no clipping
 * @param nonFiniteLimit the run stops with the step that is the n-th to be not finite; at least 1
 * @param noise root seed of the noise inputs
 * @param gradients how they are computed
 */
public record StepRules(double maximumGradientNorm, int nonFiniteLimit, Seed noise, Gradients gradients) {

    public StepRules {
        if (!(maximumGradientNorm > 0)) {
            throw new IllegalArgumentException(
                    "maximumGradientNorm: " + maximumGradientNorm + "; allowed: more than 0, or infinite for none");
        }
        if (nonFiniteLimit < 1) {
            throw new IllegalArgumentException("nonFiniteLimit: " + nonFiniteLimit + "; allowed: at least 1");
        }
    }

    /** No clipping; the first step that is not finite stops the run. */
    public static StepRules of(Seed noise) {
        return new StepRules(Double.POSITIVE_INFINITY, 1, noise, Gradients.SEGMENTS);
    }

    /** The same with gradients clipped to a norm. */
    public StepRules clippedTo(double norm) {
        return new StepRules(norm, nonFiniteLimit, noise, gradients);
    }

    /** The same, stopping with the n-th step that is not finite. */
    public StepRules stoppingAfter(int nonFiniteSteps) {
        return new StepRules(maximumGradientNorm, nonFiniteSteps, noise, gradients);
    }

    /** The same with gradients computed in another way. */
    public StepRules with(Gradients kind) {
        return new StepRules(maximumGradientNorm, nonFiniteLimit, noise, kind);
    }
}
