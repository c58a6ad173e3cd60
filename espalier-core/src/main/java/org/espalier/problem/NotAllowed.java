package org.espalier.problem;

/**
 * A value that a record refuses. It knows the component's name alone; whoever built the record from a file or from options knows the rest of
 * the key and where it was set, and tells the user.
 */
public final class NotAllowed extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final String reason;

    /**
     * @param key the component's name
     * @param got the value, as the user wrote it
     * @param allowed the allowed values in words
     */
    public NotAllowed(String key, Object got, String allowed) {
        super(key + ": got " + got + ", allowed: " + allowed);
        this.key = key;
        this.reason = "got " + got + ", allowed: " + allowed;
    }

    /** The component's name. */
    public String key() {
        return key;
    }

    /** What was got and what is allowed. */
    public String reason() {
        return reason;
    }
}
