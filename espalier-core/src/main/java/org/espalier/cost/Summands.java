package org.espalier.cost;

import java.util.function.IntToDoubleFunction;

/** The expected cost of a sum whose inputs are present with given probabilities: the mean over the number present. */
final class Summands {

    private Summands() {}

    /**
     * The expected cost.
     *
     * @param present probability of each value
     * @param cost of a sum of a given number of values; a sum of fewer than two costs nothing
     */
    static double expected(double[] present, IntToDoubleFunction cost) {
        double[] counts = counts(present, -1);
        double expected = 0;
        for (int count = 2; count < counts.length; count++) {
            expected += counts[count] * cost.applyAsDouble(count);
        }
        return expected;
    }

    /** Its derivative by the probability of one value. */
    static double derivative(double[] present, int value, IntToDoubleFunction cost) {
        double[] others = counts(present, value);
        double derivative = 0;
        for (int count = 1; count < others.length; count++) {
            double without = count < 2 ? 0 : cost.applyAsDouble(count);
            derivative += others[count] * (cost.applyAsDouble(count + 1) - without);
        }
        return derivative;
    }

    /** The probability of each number of values present, leaving one value out. */
    private static double[] counts(double[] present, int leftOut) {
        int values = leftOut < 0 ? present.length : present.length - 1;
        double[] counts = new double[values + 1];
        counts[0] = 1;
        for (int value = 0; value < present.length; value++) {
            if (value != leftOut) {
                for (int count = counts.length - 1; count >= 0; count--) {
                    double oneMore = count == 0 ? 0 : counts[count - 1] * present[value];
                    counts[count] = counts[count] * (1 - present[value]) + oneMore;
                }
            }
        }
        return counts;
    }
}
