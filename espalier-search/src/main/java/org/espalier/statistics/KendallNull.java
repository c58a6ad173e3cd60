package org.espalier.statistics;

import org.espalier.problem.Allowed;

/**
 * Kendall's tau of two independent orders: what chance gives. All orders of n values are equally likely, so that the
 * number k of pairs in opposite order has the Mahonian distribution, and tau is 1 - 4 k / (n (n - 1)).
 *
 * @param values n, 2 or more, without ties
 */
public record KendallNull(int values) {

    private static final double ROUNDING = 1e-9;

    public KendallNull {
        Allowed.atLeast("values", values, 2);
    }

    /** The probability that chance gives a tau at least this large. */
    public double probabilityOf(double tau) {
        double mostOpposed = (1 - tau) * pairs() / 2.0 + ROUNDING;
        double[] probabilities = probabilities();
        double sum = 0;
        for (int opposed = 0; opposed < probabilities.length && opposed <= mostOpposed; opposed++) {
            sum += probabilities[opposed];
        }
        return sum;
    }

    /** The smallest tau that chance reaches with a probability of {@code level} or less; more than 1 if there is none. */
    public double criticalTau(double level) {
        double sum = 0;
        int opposed = 0;
        for (double probability : probabilities()) {
            sum += probability;
            if (sum > level) {
                break;
            }
            opposed++;
        }
        return 1 - 2.0 * (opposed - 1) / pairs();
    }

    private int pairs() {
        return values * (values - 1) / 2;
    }

    /** The probability of each number of pairs in opposite order: the next value is inserted at any place. */
    private double[] probabilities() {
        double[] now = {1};
        for (int count = 2; count <= values; count++) {
            double[] next = new double[count * (count - 1) / 2 + 1];
            for (int opposed = 0; opposed < now.length; opposed++) {
                for (int more = 0; more < count; more++) {
                    next[opposed + more] += now[opposed] / count;
                }
            }
            now = next;
        }
        return now;
    }
}
