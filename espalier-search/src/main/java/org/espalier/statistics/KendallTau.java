package org.espalier.statistics;

import org.espalier.problem.Allowed;

/** Kendall's rank correlation, tau-b: 1 for the same order, -1 for the opposite one. */
public final class KendallTau {

    private KendallTau() {}

    /**
     * The correlation of two series.
     *
     * @param first two or more values
     * @param second as many
     * @return NaN if all values of a series are equal
     */
    public static double of(double[] first, double[] second) {
        Allowed.atLeast("first", first.length, 2);
        Allowed.that(first.length == second.length, "second", second.length, "as many as first");
        long sum = 0;
        long untiedFirst = 0;
        long untiedSecond = 0;
        for (int i = 0; i < first.length; i++) {
            for (int j = 0; j < i; j++) {
                long one = Integer.signum(Double.compare(first[i], first[j]));
                long other = Integer.signum(Double.compare(second[i], second[j]));
                sum += one * other;
                untiedFirst += Math.abs(one);
                untiedSecond += Math.abs(other);
            }
        }
        return sum / Math.sqrt((double) untiedFirst * untiedSecond);
    }
}
