package org.espalier.cli.terminal;

/** The user stopped the work. Everything has been told when this is thrown. */
public final class Interrupted extends RuntimeException {

    /** As shells have it: 128 and the number of the signal. */
    public static final int EXIT_CODE = 130;

    private static final long serialVersionUID = 1L;

    public Interrupted() {
        super("interrupted");
    }
}
