package org.espalier.problem;

/** A training diverged: too many of its steps, or the statistics of its weights, are not finite. */
public final class Divergence extends Failure {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what went wrong, where, the value, the allowed values, the next step
     */
    public Divergence(String message) {
        super(message);
    }
}
