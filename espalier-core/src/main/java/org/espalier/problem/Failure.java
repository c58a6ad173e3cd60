package org.espalier.problem;

/** The work itself failed: training diverged, a check against the reference missed its limit, the disk is full. */
public sealed class Failure extends Problem permits Divergence {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what went wrong, where, the value, the allowed values, the next step
     */
    public Failure(String message) {
        super(message, null);
    }

    /**
     * @param message what went wrong, where, the value, the allowed values, the next step
     * @param cause shown to those who ask for a stack trace
     */
    public Failure(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int exitCode() {
        return 1;
    }
}
