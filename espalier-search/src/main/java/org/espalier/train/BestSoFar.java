package org.espalier.train;

/**
 * The best of a sequence of scores, the first of equal ones.
 *
 * @param score more is better
 * @param step number of steps done when it was reached
 * @param since judgements after it, none of which was better
 */
record BestSoFar(double score, long step, int since) {

    /** Before the first judgement. */
    static final BestSoFar NONE = new BestSoFar(Double.NEGATIVE_INFINITY, 0, 0);

    /** After one more judgement. */
    BestSoFar after(double next, long nextStep) {
        return next > score ? new BestSoFar(next, nextStep, 0) : new BestSoFar(score, step, since + 1);
    }
}
