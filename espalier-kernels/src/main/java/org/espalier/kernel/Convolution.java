package org.espalier.kernel;

import java.nio.FloatBuffer;

/**
 * Geometry of a convolution over feature maps [images, height, width, channels] with a kernel [outChannels,
 * kernelHeight, kernelWidth, inChannels / groups]. Output row {@code y} reads the input rows
 * {@code y * stride - top + k * dilation}; rows and columns outside the map are zero.
 *
 * @param groups 1, or the number of channels (depthwise: as many channels come out as go in)
 * @param top rows of zeros before the first; how many follow the last one follows from {@code outHeight}
 * @param left columns of zeros before the first
 */
public record Convolution(
        int images,
        int height,
        int width,
        int inChannels,
        int outChannels,
        int groups,
        int kernelHeight,
        int kernelWidth,
        int stride,
        int dilation,
        int top,
        int left,
        int outHeight,
        int outWidth) {

    public Convolution {
        positive("images", images);
        positive("height", height);
        positive("width", width);
        positive("inChannels", inChannels);
        positive("outChannels", outChannels);
        positive("kernelHeight", kernelHeight);
        positive("kernelWidth", kernelWidth);
        positive("stride", stride);
        positive("dilation", dilation);
        positive("outHeight", outHeight);
        positive("outWidth", outWidth);
        if (groups != 1 && (groups != inChannels || groups != outChannels)) {
            throw new IllegalArgumentException("groups: " + groups + " for " + inChannels + " channels in and "
                    + outChannels + " out; 1, or as many as channels in and out, are allowed.");
        }
        Math.multiplyExact(Math.multiplyExact(images, height), Math.multiplyExact(width, inChannels));
        Math.multiplyExact(Math.multiplyExact(images, outHeight), Math.multiplyExact(outWidth, outChannels));
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + "; 1 or more is allowed.");
        }
    }

    /** Whether each channel has a kernel of its own. */
    boolean isDepthwise() {
        return groups > 1;
    }

    /** Floats in the kernel. */
    public int kernelSize() {
        return outChannels * kernelHeight * kernelWidth * (inChannels / groups);
    }

    /** Floats in an image that goes in. */
    int inImage() {
        return height * width * inChannels;
    }

    /** Floats in an image that comes out. */
    int outImage() {
        return outHeight * outWidth * outChannels;
    }

    /** The kernel's rows over the input's rows, as the output needs them. */
    Taps rows() {
        return Taps.forward(height, outHeight, kernelHeight, stride, dilation, top);
    }

    /** The kernel's columns over the input's columns, as the output needs them. */
    Taps columns() {
        return Taps.forward(width, outWidth, kernelWidth, stride, dilation, left);
    }

    /**
     * The kernel's rows over the output's rows, as rows {@code phase}, {@code phase + stride}, ... of the input need.
     */
    Taps gradientRows(int phase) {
        return Taps.gradient(phase, height, outHeight, kernelHeight, stride, dilation, top);
    }

    /** The kernel's columns over the output's columns, as columns {@code phase}, ... of the input need them. */
    Taps gradientColumns(int phase) {
        return Taps.gradient(phase, width, outWidth, kernelWidth, stride, dilation, left);
    }

    /** Checks what goes in or comes out. */
    void checkIn(String name, FloatBuffer values) {
        check(name, images * inImage(), values.limit());
    }

    /** Checks what comes out, or its gradient. */
    void checkOut(String name, FloatBuffer values) {
        check(name, images * outImage(), values.limit());
    }

    /** Checks a kernel or its gradient. */
    void checkKernel(String name, float[] kernel) {
        check(name, kernelSize(), kernel.length);
    }

    private void check(String name, int floats, int got) {
        if (got != floats) {
            throw new IllegalArgumentException(
                    name + ": " + got + " floats; " + floats + " are needed for " + this + ".");
        }
    }
}
