package org.espalier.run;

/** Interrupts a run after a step, before the checkpoint of its epoch is saved. */
public record Interruption(long after) implements Progress {

    /** The exception that interrupts the run. */
    public static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public void show(Status status) {
        if (status.step() == after) {
            throw new Interrupted();
        }
    }

    @Override
    public void end(Status status) {
        // a run that ends has not been interrupted
    }
}
