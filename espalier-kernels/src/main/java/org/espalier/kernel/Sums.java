package org.espalier.kernel;

import java.nio.FloatBuffer;

/** The gradient for a kernel: sums over the pixels of each image, which are then added up in the order of images. */
sealed interface Sums permits DenseSums, DepthwiseSums {

    /** The sums that a convolution needs. */
    static Sums of(Convolution convolution) {
        return convolution.isDepthwise() ? new DepthwiseSums(convolution) : new DenseSums(convolution);
    }

    /** Floats of one image's sums. */
    int size();

    /** Computes the sums of an image, at its place in {@code partial}. */
    void ofImage(FloatBuffer x, FloatBuffer gy, int image, float[] partial, Scratch scratch);

    /** Adds up the sums of all images. */
    void total(float[] partial, float[] gradient);
}
