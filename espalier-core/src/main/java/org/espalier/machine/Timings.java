package org.espalier.machine;

import java.util.Arrays;

/** Statistics of repeated timings. */
public final class Timings {

    private Timings() {}

    /** The middle value, or the mean of the two middle values. */
    public static double median(double[] values) {
        double[] sorted = sorted(values);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** The smallest value that at least {@code percent} percent of the values do not exceed (nearest rank). */
    public static double percentile(double[] values, int percent) {
        double[] sorted = sorted(values);
        return sorted[Math.max(0, Math.ceilDiv(percent * sorted.length, 100) - 1)];
    }

    private static double[] sorted(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
