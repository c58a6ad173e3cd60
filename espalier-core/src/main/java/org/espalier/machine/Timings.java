package org.espalier.machine;

import java.util.Arrays;

/** What many measured times come to: single ones say little on a machine that does other things too. */
public final class Timings {

    private Timings() {}

    /** The value in the middle, or the mean of the two that are. */
    public static double median(double[] values) {
        double[] sorted = sorted(values);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** The least value that {@code percent} of the values do not exceed (nearest rank). */
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
