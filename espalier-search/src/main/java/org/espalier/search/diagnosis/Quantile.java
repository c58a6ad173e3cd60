package org.espalier.search.diagnosis;

import java.util.Arrays;

/** Quantiles of simulated numbers. */
final class Quantile {

    private Quantile() {}

    /**
     * The smallest value that at least this share of the values does not exceed.
     *
     * @param values at least one
     * @param share more than 0, at most 1
     */
    static double of(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int place = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.clamp(place, 0, sorted.length - 1)];
    }
}
