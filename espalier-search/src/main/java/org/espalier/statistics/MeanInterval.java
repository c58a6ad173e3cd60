package org.espalier.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;
import org.espalier.problem.Allowed;

/**
 * The mean of independent values with an interval, by Student's t.
 *
 * @param mean of the values
 * @param low lower end; that of the mean if all values are equal
 * @param high upper end
 */
public record MeanInterval(double mean, double low, double high) {

    private static final double CONFIDENCE = 0.95;

    /**
     * The mean of values, with its 95 % interval.
     *
     * @param values two or more
     */
    public static MeanInterval of(double[] values) {
        return of(values, CONFIDENCE);
    }

    /**
     * The mean of values.
     *
     * @param values two or more
     * @param confidence of the interval, such as 0.95
     */
    public static MeanInterval of(double[] values, double confidence) {
        Allowed.atLeast("values", values.length, 2);
        double mean = Arrays.stream(values).average().orElseThrow();
        double half =
                TDistribution.of(values.length - 1).inverseSurvivalProbability((1 - confidence) / 2) * error(values);
        return new MeanInterval(mean, mean - half, mean + half);
    }

    /**
     * How likely a mean as large as that of some values is if the true one is 0: one-sided, by Student's t.
     *
     * @param values two or more; if they are all equal, 0 or 1
     */
    public static double chanceAboveZero(double[] values) {
        Allowed.atLeast("values", values.length, 2);
        double mean = Arrays.stream(values).average().orElseThrow();
        double error = error(values);
        if (error == 0) {
            return mean > 0 ? 0 : 1;
        }
        return TDistribution.of(values.length - 1).survivalProbability(mean / error);
    }

    /** The standard error of the mean. */
    private static double error(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }
}
