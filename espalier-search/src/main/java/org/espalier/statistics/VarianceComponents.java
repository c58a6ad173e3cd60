package org.espalier.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.FDistribution;
import org.espalier.problem.Allowed;

/**
 * How much of the spread of repeated measurements is due to what is measured, and how much to the repetition: the
 * one-way analysis of variance with random effects.
 *
 * @param mean of all measurements
 * @param between standard deviation of the true values; 0 if repetition explains all of the spread
 * @param within standard deviation of repetitions
 * @param reliability share of the variance of a single measurement that is due to what is measured (the intraclass
 *     correlation), 0 to 1
 * @param low lower end of its 95 % interval, exact for normal distributions
 * @param high upper end
 */
public record VarianceComponents(
        double mean, double between, double within, double reliability, double low, double high) {

    private static final double TAIL = 0.025;

    /**
     * Estimates the components.
     *
     * @param measurements [objects][repetitions], two or more of each, every object with as many repetitions
     */
    public static VarianceComponents of(double[][] measurements) {
        int objects = measurements.length;
        Allowed.atLeast("objects", objects, 2);
        int repetitions = measurements[0].length;
        Allowed.atLeast("repetitions", repetitions, 2);
        for (double[] own : measurements) {
            Allowed.that(own.length == repetitions, "repetitions", own.length, repetitions + ", as the first object");
        }
        double[] means = Arrays.stream(measurements)
                .mapToDouble(VarianceComponents::mean)
                .toArray();
        double mean = mean(means);
        double betweenSquare = repetitions * squares(means, mean) / (objects - 1);
        double withinSquare = 0;
        for (int object = 0; object < objects; object++) {
            withinSquare += squares(measurements[object], means[object]) / (objects * (repetitions - 1.0));
        }
        double ratio = betweenSquare / withinSquare;
        double free = objects - 1.0;
        double freeWithin = objects * (repetitions - 1.0);
        double largest = FDistribution.of(free, freeWithin).inverseSurvivalProbability(TAIL);
        double least = FDistribution.of(free, freeWithin).inverseCumulativeProbability(TAIL);
        return new VarianceComponents(
                mean,
                Math.sqrt(Math.max(0, (betweenSquare - withinSquare) / repetitions)),
                Math.sqrt(withinSquare),
                reliability(ratio, repetitions),
                reliability(ratio / largest, repetitions),
                reliability(ratio / least, repetitions));
    }

    /** The intraclass correlation for a ratio of mean squares; 0 if it would be negative. */
    private static double reliability(double ratio, int repetitions) {
        return Double.isInfinite(ratio) ? 1 : Math.max(0, (ratio - 1) / (ratio + repetitions - 1));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double squares(double[] values, double mean) {
        return Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
    }
}
