package org.espalier.search.diagnosis;

/** The binomial distribution. */
final class Binomial {

    private Binomial() {}

    /**
     * The probability of {@code least} or more successes.
     *
     * @param trials 0 or more, independent
     * @param probability of a success, more than 0, less than 1
     */
    static double tail(int trials, int least, double probability) {
        double logOdds = Math.log(probability) - Math.log1p(-probability);
        double logTerm = trials * Math.log1p(-probability);
        double tail = least <= 0 ? Math.exp(logTerm) : 0;
        for (int successes = 1; successes <= trials; successes++) {
            logTerm += Math.log((double) (trials - successes + 1) / successes) + logOdds;
            tail += successes >= least ? Math.exp(logTerm) : 0;
        }
        return Math.min(1, tail);
    }
}
