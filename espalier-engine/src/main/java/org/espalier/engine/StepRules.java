package org.espalier.engine;

import org.espalier.random.Seed;

/**
 * Settings of all steps of a run.
 * @param maximumGradientNorm each optimisation clips the Euclidean norm of its own gradients, over all its roles, to
 *     this value; infinite for no clipping
 * @param nonFiniteLimit the run stops at this number of steps that are not finite; at least 1
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

    /** A copy with another clipping norm. */
    public StepRules clippedTo(double norm) {
        return new StepRules(norm, nonFiniteLimit, noise, gradients);
    }

    /** A copy that stops at this number of steps that are not finite. */
    public StepRules stoppingAfter(int nonFiniteSteps) {
        return new StepRules(maximumGradientNorm, nonFiniteSteps, noise, gradients);
    }

    /** A copy that computes gradients by another method. */
    public StepRules with(Gradients kind) {
        return new StepRules(maximumGradientNorm, nonFiniteLimit, noise, kind);
    }
}
