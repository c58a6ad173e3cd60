package org.espalier.problem;

/** Data that cannot be used: an unreadable picture, a label out of range, a truncated file. */
public final class BadData extends Problem {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what went wrong, where, the value, the allowed values, the next step
     */
    public BadData(String message) {
        super(message, null);
    }

    /**
     * @param message what went wrong, where, the value, the allowed values, the next step
     * @param cause shown to those who ask for a stack trace
     */
    public BadData(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 3;
    }
}
