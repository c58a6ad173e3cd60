package org.espalier.bench;

/** A model to be timed by a {@link Bench}. */
public interface Entrant {

    /** The name in the results. */
    String name();

    /** Loads the model; the caller closes it. */
    Running open();

    /** A loaded model with its input image. */
    interface Running extends AutoCloseable {

        /** One inference, from the image to the logits. */
        void run();

        @Override
        void close();
    }
}
