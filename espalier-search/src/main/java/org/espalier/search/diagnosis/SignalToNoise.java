package org.espalier.search.diagnosis;

import java.util.Locale;
import java.util.Optional;

/**
 * How strong the signal in architecture gradients is, and how many steps it needs. With s the mean of a gradient over its standard deviation, n steps
 * move a logit by n s in units in which noise moves it by the root of n, whatever the optimiser's scale (Adam and SGD alike, to first order). The signal
 * stands 1.96 deviations off when {@code n = (1.96 / s)^2}.
 *
 * <p>s comes from the t values of epochs. With k options and n steps, t^2 of a choice is an F value of k - 1 and (k - 1)(n - 1) degrees of freedom;
 * divided by the mean it has without signal, and less 1, it is n s^2 on average. Its mean over choices is added up over the epochs. What is used is the
 * upper bound of a one-sided 95 % interval, so that few steps are not blamed before they can be.
 */
final class SignalToNoise {

    private static final double ONE_SIDED = 1.645;
    private static final double TWO_SIDED = 1.96;

    private double excess;
    private double variance;
    private long steps;

    /** Adds an epoch; one of too few steps to say anything is passed over. */
    void add(GradientSummary epoch) {
        double sum = 0;
        double variances = 0;
        int choices = 0;
        for (GradientSummary.OfChoice choice : epoch.byChoice().values()) {
            double above = choice.options() - 1;
            double below = above * (epoch.steps() - 1);
            if (choice.spread() > 0 && below > 4) {
                sum += Math.pow(epoch.t(choice), 2) * (below - 2) / below - 1;
                variances += 2 * (above + below - 2) / (above * (below - 4));
                choices++;
            }
        }
        if (choices > 0) {
            excess += sum / choices;
            variance += variances / choices / choices;
            steps += epoch.steps();
        }
    }

    /** The most that the squared ratio of signal to noise of a step is likely to be; infinite if nothing is known. */
    double likelyMost() {
        return steps == 0 ? Double.POSITIVE_INFINITY : Math.max(0, excess + ONE_SIDED * Math.sqrt(variance)) / steps;
    }

    /** Architecture steps that the signal needs at least; infinite without one. */
    double neededSteps() {
        return TWO_SIDED * TWO_SIDED / likelyMost();
    }

    /**
     * What is wrong, in words.
     *
     * @param planned architecture steps of the whole search
     */
    Optional<String> fewerSteps(long planned) {
        double needed = neededSteps();
        String most =
                Double.isInfinite(needed) ? "no number of steps" : String.format(Locale.ROOT, "%.0f steps", needed);
        return needed > planned
                ? Optional.of(
                        ("the search has %d architecture steps; by the gradients so far, %s would lift a margin out of"
                                        + " the noise; search longer, or average over larger batches")
                                .formatted(planned, most))
                : Optional.empty();
    }
}
