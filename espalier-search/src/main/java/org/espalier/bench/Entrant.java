package org.espalier.bench;

/** A model that takes part in a {@link Bench}. */
public interface Entrant {

    /** What it is called in the results. */
    String name();

    /** Loads the model; the caller closes it. */
    Running open();

    /** A loaded model on one image. */
    interface Running extends AutoCloseable {

        /** From the image to the logits, once. */
        void run();

        @Override
        void close();
    }
}
