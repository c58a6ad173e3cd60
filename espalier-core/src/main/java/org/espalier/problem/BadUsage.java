package org.espalier.problem;

/** Wrong usage or configuration: an unknown option, a value out of range, a run that already exists. */
public final class BadUsage extends Problem {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what went wrong, where, the value, the allowed values, the next step
     */
    public BadUsage(String message) {
        super(message, null);
    }

    /**
     * @param message what went wrong, where, the value, the allowed values, the next step
     * @param cause shown to those who ask for a stack trace
     */
    public BadUsage(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 2;
    }
}
