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

    /** Frees the value and all that was kept for the gradient, but not the input. */
    @Override
    void close();
}
