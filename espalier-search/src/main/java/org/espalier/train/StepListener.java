package org.espalier.train;

/** Hears of every step, to show progress. */
@FunctionalInterface
public interface StepListener {

    /** Nobody listens. */
    StepListener NONE = (steps, done, loss, waitingShare) -> {};

    /**
     * A step was done.
     *
     * @param steps done since the start of the run
     * @param done share of the run done, 0 to 1
     * @param loss of this step
     * @param waitingShare share of the epoch's time in which training waited for data
     */
    void stepped(long steps, double done, double loss, double waitingShare);
}
