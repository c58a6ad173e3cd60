package org.espalier.run;

/**
 * Stops a run after a step because the user asked for it: thrown by {@link Progress#show}. What the run has done so far
 * is saved before it goes on to the caller.
 */
public final class Interrupted extends RuntimeException {

    /** The convention of shells: 128 plus the number of the signal, 2. */
    public static final int EXIT_CODE = 130;

    private static final long serialVersionUID = 1L;

    public Interrupted() {
        super("interrupted");
    }
}
