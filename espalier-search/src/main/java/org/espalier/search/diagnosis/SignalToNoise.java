package org.espalier.search.diagnosis;

import java.util.Optional;
import org.espalier.text.Text;

/**
 * The signal-to-noise ratio of architecture gradients, and the number of steps that it requires. Let s be the mean of a
 * gradient divided by its standard deviation. In n steps the signal moves a logit by n s, in units in which noise moves
 * it by the root of n, for any scale of the optimiser (Adam and SGD alike, to first order). The signal exceeds 1.96
 * standard deviations when {@code n = (1.96 / s)^2}.
 *
 * <p>s is estimated from the t values of the epochs. With k options and n steps, t^2 of a choice is an F value with k -
 * 1 and (k - 1)(n - 1) degrees of freedom; divided by its mean without signal, and minus 1, it is n s^2 on average. The
 * mean over choices is summed over the epochs. The warning uses the upper bound of a one-sided 95 % interval, so that
 * it is not given on too little evidence.
 */
final class SignalToNoise {

    private static final double ONE_SIDED = 1.645;
    private static final double TWO_SIDED = 1.96;

    private double excess;
    private double variance;
    private long steps;

    /** Adds an epoch; one with too few steps is ignored. */
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

    /** Upper bound of the squared signal-to-noise ratio of a step; infinite before there are data. */
    double upperBound() {
        return steps == 0 ? Double.POSITIVE_INFINITY : Math.max(0, excess + ONE_SIDED * Math.sqrt(variance)) / steps;
    }

    /** Lower bound of the architecture steps that the signal requires; infinite if there is no signal. */
    double neededSteps() {
        return TWO_SIDED * TWO_SIDED / upperBound();
    }

    /**
     * The warning, if there is one.
     *
     * @param planned architecture steps of the whole search
     */
    Optional<String> fewerSteps(long planned) {
        double needed = neededSteps();
        String most = Double.isInfinite(needed) ? "no number of steps" : Text.format("%.0f steps", needed);
        return needed > planned
                ? Optional.of(Text.format(
                        "the search has %d architecture steps; by the gradients so far, %s would lift a margin above"
                                + " the noise; search longer, or average over larger batches",
                        planned, most))
                : Optional.empty();
    }
}
