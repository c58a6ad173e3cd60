package org.espalier.search.diagnosis;

import java.util.Arrays;

/** The margin of a choice: how far apart the values of its options are, in the way that matters for its decision. */
enum Margin {
    /** The largest minus the second largest: for choices of one option. */
    TOP_TWO {
        @Override
        double of(double[] values) {
            double[] sorted = sorted(values);
            return sorted[sorted.length - 1] - sorted[sorted.length - 2];
        }
    },
    /** The largest minus the smallest: for gates, where options far below the strongest are dropped. */
    RANGE {
        @Override
        double of(double[] values) {
            double[] sorted = sorted(values);
            return sorted[sorted.length - 1] - sorted[0];
        }
    };

    /** @param values at least two */
    abstract double of(double[] values);

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
