package org.espalier.run;

/** Interrupts a larger run in the first epoch after a number of trainings, or parts of them. */
public final class InterruptedPart implements Progress {

    private int left;

    /** After so many parts. */
    public InterruptedPart(int parts) {
        this.left = parts;
    }

    @Override
    public void show(Status status) {
        if (left == 0) {
            throw new Interruption.Interrupted();
        }
    }

    @Override
    public void end(Status status) {
        left--;
    }
}
