package org.espalier.engine;

import org.espalier.random.Seed;

/**
 * What holds for every step of a run.
 *
 * @param maximumGradientNorm longer gradients, all roles together, are scaled down to this length; infinite for no clipping
 * @param nonFiniteLimit the run stops with the step that is the n-th to be not finite; at least 1
 * @param noise root seed of the noise inputs
 * @param rank which of several devices this is, from 0; each draws noise of its own
 * @param gradients how they are computed
 */
public record StepRules(double maximumGradientNorm, int nonFiniteLimit, Seed noise, int rank, Gradients gradients) {

    public StepRules {
        if (!(maximumGradientNorm > 0)) {
            throw new IllegalArgumentException(
                    "maximumGradientNorm: " + maximumGradientNorm + "; allowed: more than 0, or infinite for none");
        }
        if (nonFiniteLimit < 1) {
            throw new IllegalArgumentException("nonFiniteLimit: " + nonFiniteLimit + "; allowed: at least 1");
        }
    }

    /** No clipping, no patience with steps that are not finite, one device. */
    public static StepRules of(Seed noise) {
        return new StepRules(Double.POSITIVE_INFINITY, 1, noise, 0, Gradients.SEGMENTS);
    }

    /** The same with gradients clipped to a norm. */
    public StepRules clippedTo(double norm) {
        return new StepRules(norm, nonFiniteLimit, noise, rank, gradients);
    }

    /** The same, stopping with the n-th step that is not finite. */
    public StepRules stoppingAfter(int nonFiniteSteps) {
        return new StepRules(maximumGradientNorm, nonFiniteSteps, noise, rank, gradients);
    }

    /** The same with gradients computed in another way. */
    public StepRules with(Gradients kind) {
        return new StepRules(maximumGradientNorm, nonFiniteLimit, noise, rank, kind);
    }
}
