package org.espalier.run;

import java.util.function.Supplier;

/** Ends a run after a step, before the checkpoint of its epoch is saved. */
public final class Interruption implements Progress {

    private final long after;
    private final Supplier<RuntimeException> cause;

    /** The exception of a run that is killed, which has no time to save anything. */
    public static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private Interruption(long after, Supplier<RuntimeException> cause) {
        this.after = after;
        this.cause = cause;
    }

    /** As if the process was killed. */
    public Interruption(long after) {
        this(after, Interrupted::new);
    }

    /** As a user interrupts a command. */
    public static Interruption byUser(long after) {
        return new Interruption(after, org.espalier.run.Interrupted::new);
    }

    @Override
    public void show(Status status) {
        if (status.step() == after) {
            throw cause.get();
        }
    }

    @Override
    public void end(Status status) {
        // a run that ends has not been interrupted
    }
}
