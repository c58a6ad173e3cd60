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

    /** The sums of all images, in the order of one image's. */
    default double[] overImages(float[] partial) {
        double[] total = new double[size()];
        for (int from = 0; from < partial.length; from += total.length) {
            for (int place = 0; place < total.length; place++) {
                total[place] += partial[from + place];
            }
        }
        return total;
    }

    /** Writes the sums of all images as the gradient for the kernel. */
    void total(float[] partial, float[] gradient);
}
