package org.espalier.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;
import org.espalier.problem.Allowed;

/**
 * The mean of independent values with its 95 % interval, by Student's t.
 *
 * @param mean of the values
 * @param low lower end; that of the mean if all values are equal
 * @param high upper end
 */
public record MeanInterval(double mean, double low, double high) {

    private static final double TAIL = 0.025;

    /**
     * The mean of values.
     *
     * @param values two or more
     */
    public static MeanInterval of(double[] values) {
        Allowed.atLeast("values", values.length, 2);
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double error = Math.sqrt(squares / (values.length - 1) / values.length);
        double half = TDistribution.of(values.length - 1).inverseSurvivalProbability(TAIL) * error;
        return new MeanInterval(mean, mean - half, mean + half);
    }
}
