package org.espalier.search.diagnosis;

import java.util.Arrays;

/** How far the numbers of a choice's options are apart, as its decision sees it. */
enum Margin {
    /** The largest over the second: where one option is chosen. */
    TOP_TWO {
        @Override
        double of(double[] values) {
            double[] sorted = sorted(values);
            return sorted[sorted.length - 1] - sorted[sorted.length - 2];
        }
    },
    /** The largest over the smallest: gates, where the options that are far below the strongest are dropped. */
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
