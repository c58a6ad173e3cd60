package org.espalier.cli.terminal;

/** The user interrupted the command. The message has been printed when this is thrown. */
public final class Interrupted extends RuntimeException {

    /** The convention of shells: 128 plus the number of the signal, 2. */
    public static final int EXIT_CODE = 130;

    private static final long serialVersionUID = 1L;

    public Interrupted() {
        super("interrupted");
    }
}
