package org.espalier.cli;

/** The user stopped the work. Everything has been told when this is thrown. */
final class Interrupted extends RuntimeException {

    /** As shells have it: 128 and the number of the signal. */
    static final int EXIT_CODE = 130;

    private static final long serialVersionUID = 1L;

    Interrupted() {
        super("interrupted");
    }
}
