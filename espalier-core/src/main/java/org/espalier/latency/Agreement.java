package org.espalier.latency;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.espalier.problem.Allowed;

/**
 * How well predictions agree with measurements.
 *
 * @param meanAbsoluteError mean of |predicted - measured| / measured, a share
 * @param spearman correlation of the ranks, -1 to 1; ties share their mean rank; NaN where all ranks are equal
 */
public record Agreement(double meanAbsoluteError, double spearman) {

    /**
     * Compares predictions with measurements.
     *
     * @param predicted at least two
     * @param measured as many, more than 0
     */
    public static Agreement of(double[] predicted, double[] measured) {
        Allowed.atLeast("measured", measured.length, 2);
        Allowed.that(predicted.length == measured.length, "predicted", predicted.length, "as many as measured");
        double error = IntStream.range(0, measured.length)
                .mapToDouble(index -> Math.abs(predicted[index] - measured[index]) / measured[index])
                .average()
                .orElseThrow();
        return new Agreement(error, correlation(ranks(predicted), ranks(measured)));
    }

    private static double correlation(double[] x, double[] y) {
        double middle = (x.length - 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int index = 0; index < x.length; index++) {
            xy += (x[index] - middle) * (y[index] - middle);
            xx += (x[index] - middle) * (x[index] - middle);
            yy += (y[index] - middle) * (y[index] - middle);
        }
        return xy / Math.sqrt(xx * yy);
    }

    /** Ranks from 0; equal values share the mean of theirs. */
    private static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(index -> values[index]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            double mean = (from + to - 1) / 2.0;
            Arrays.stream(order, from, to).forEach(index -> ranks[index] = mean);
            from = to;
        }
        return ranks;
    }
}
