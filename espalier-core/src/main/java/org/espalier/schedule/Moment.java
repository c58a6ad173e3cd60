package org.espalier.schedule;

/**
 * A point in a run: everything that a step depends on besides its data and the run's seed.
 *
 * @param step steps done before this one, from 0
 * @param done share of the run done before this step, 0 to 1
 */
public record Moment(long step, double done) {

    /** The end of a run of any length. */
    public static final Moment END = new Moment(Long.MAX_VALUE, 1);

    public Moment {
        if (step < 0 || !(done >= 0 && done <= 1)) {
            throw new IllegalArgumentException(
                    "step " + step + ", share of the run " + done + ": a step is at least 0, a share 0 to 1");
        }
    }

    /**
     * A step of a run of known length.
     *
     * @param step from 0 to {@code steps}, which is the end of the run
     * @param steps at least 1
     */
    public static Moment of(long step, long steps) {
        if (steps < 1 || step > steps) {
            throw new IllegalArgumentException("step " + step + " of " + steps + "; allowed: 0 to " + steps);
        }
        return new Moment(step, (double) step / steps);
    }
}
