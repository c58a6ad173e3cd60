package org.espalier.kernel;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** Computes a map from another, image by image: a convolution's output, or one phase of the gradients for its input. */
sealed interface Sweep permits DenseSweep, DepthwiseSweep {

    /** From a convolution's inputs to its outputs. */
    static Sweep forward(Convolution convolution, float[] kernel, float @Nullable [] bias) {
        return convolution.isDepthwise()
                ? DepthwiseSweep.of(convolution.rows(), convolution.columns(), convolution, kernel, bias)
                : DenseSweep.forward(convolution, kernel, bias);
    }

    /**
     * From gradients for a convolution's outputs to those for one phase of its inputs.
     *
     * @param phase row of the phase times the stride, and its column
     */
    static Sweep gradient(Convolution convolution, float[] kernel, int phase) {
        return convolution.isDepthwise()
                ? DepthwiseSweep.of(
                        convolution.gradientRows(phase / convolution.stride()),
                        convolution.gradientColumns(phase % convolution.stride()),
                        convolution,
                        kernel,
                        null)
                : DenseSweep.gradient(convolution, kernel, phase);
    }

    /** The result for the image that begins at {@code from}, in scratch memory. */
    float[] run(FloatBuffer source, int from, Scratch scratch);

    /** Writes a result as an image that begins at {@code to}. */
    void put(float[] from, FloatBuffer target, int to);

    /** Writes the result of one phase into the gradients for a whole image. */
    void scatter(float[] from, float[] target, Convolution convolution, int phase);
}
