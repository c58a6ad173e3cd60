package org.espalier.kernel;

import org.jspecify.annotations.Nullable;

/** Batch normalisation and an activation as their definitions say, in double. */
final class ReferenceNormalization {

    private final int groups;
    private final int pixels;
    private final int channels;
    private final float[] x;
    private final float @Nullable [] scale;
    private final float @Nullable [] shift;
    private final float epsilon;
    private final Activation activation;
    private final double[] mean;
    private final double[] variance;
    private final double[] inputGradient;
    private final double[] scaleGradient;
    private final double[] shiftGradient;

    ReferenceNormalization(
            int groups,
            int pixels,
            int channels,
            float[] x,
            float @Nullable [] scale,
            float @Nullable [] shift,
            float epsilon,
            Activation activation) {
        this.groups = groups;
        this.pixels = pixels;
        this.channels = channels;
        this.x = x;
        this.scale = scale;
        this.shift = shift;
        this.epsilon = epsilon;
        this.activation = activation;
        mean = new double[groups * channels];
        variance = new double[groups * channels];
        inputGradient = new double[x.length];
        scaleGradient = new double[channels];
        shiftGradient = new double[channels];
        for (int i = 0; i < x.length; i++) {
            mean[statistic(i)] += (double) x[i] / pixels;
        }
        for (int i = 0; i < x.length; i++) {
            double apart = x[i] - mean[statistic(i)];
            variance[statistic(i)] += apart * apart / pixels;
        }
    }

    private int statistic(int i) {
        return i / (pixels * channels) * channels + i % channels;
    }

    private double normalized(int i) {
        return (x[i] - mean[statistic(i)]) * inverse(i);
    }

    private double inverse(int i) {
        return 1 / Math.sqrt(variance[statistic(i)] + epsilon);
    }

    private double factor(int i) {
        return scale == null ? 1 : scale[i % channels];
    }

    double[] outputs() {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double value = normalized(i) * factor(i) + (shift == null ? 0 : shift[i % channels]);
            y[i] = Math.min(activation.most(), Math.max(activation.least(), value));
        }
        return y;
    }

    /** The gradients; outputs as the kernel rounded them decide which were limited. */
    void backward(float[] gy, float[] y) {
        double[] sums = new double[groups * channels];
        double[] products = new double[groups * channels];
        double[] gradient = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            gradient[i] = y[i] <= activation.least() || y[i] >= activation.most() ? 0 : gy[i];
            sums[statistic(i)] += gradient[i];
            products[statistic(i)] += gradient[i] * normalized(i);
        }
        for (int i = 0; i < x.length; i++) {
            double centred =
                    gradient[i] - sums[statistic(i)] / pixels - normalized(i) * products[statistic(i)] / pixels;
            inputGradient[i] = factor(i) * inverse(i) * centred;
        }
        for (int i = 0; i < sums.length; i++) {
            shiftGradient[i % channels] += sums[i];
            scaleGradient[i % channels] += products[i];
        }
    }

    double[] mean() {
        return mean;
    }

    double[] variance() {
        return variance;
    }

    double[] inputGradient() {
        return inputGradient;
    }

    double[] scaleGradient() {
        return scaleGradient;
    }

    double[] shiftGradient() {
        return shiftGradient;
    }
}
