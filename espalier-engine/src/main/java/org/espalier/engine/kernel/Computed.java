package org.espalier.engine.kernel;

import org.bytedeco.pytorch.Tensor;

/** The value of one or more consecutive nodes, with what their gradient needs. Native memory: close it. */
public interface Computed extends AutoCloseable {

    /** How many consecutive nodes this is the value of. */
    int nodes();

    /** The value, without autograd history. It requires a gradient if anything that it depends on does. */
    Tensor value();

    /**
     * Adds the gradients of weights to theirs, and leaves the gradient of the input at the input, if it requires one.
     * @param gradient of the value
     */
    void backward(Tensor gradient);

    /** Whether the gradient reads the values of the inputs, not only their sizes. */
    boolean readsInput();

    /**
     * Frees the memory of the value, unless the own gradient reads it. Nobody else reads it any more; its handle keeps
     * the size and still gets the gradient.
     */
    void forget();

    /** Whether {@link #restore} takes no more than one pass over the value. */
    default boolean isRestorable() {
        return false;
    }

    /** Computes a forgotten value again, to the last bit, if it {@link #isRestorable}. */
    default void restore() {}

    /** Frees the value and all that was kept for the gradient, but not the input. */
    @Override
    void close();
}
