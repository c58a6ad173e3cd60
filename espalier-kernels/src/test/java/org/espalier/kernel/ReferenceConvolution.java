package org.espalier.kernel;

/** A convolution as its definition says, in double. */
record ReferenceConvolution(Convolution of) {

    /** What to do with each triple of an input, a weight and an output that belong together. */
    private interface Term {
        void at(int input, int weight, int output);
    }

    double[] forward(float[] x, float[] kernel, float[] bias) {
        double[] y = new double[of.images() * of.outImage()];
        for (int i = 0; i < y.length; i++) {
            y[i] = bias[i % of.outChannels()];
        }
        forEachTerm((input, weight, output) -> y[output] += (double) x[input] * kernel[weight]);
        return y;
    }

    double[] inputGradient(float[] gy, float[] kernel) {
        double[] gx = new double[of.images() * of.inImage()];
        forEachTerm((input, weight, output) -> gx[input] += (double) gy[output] * kernel[weight]);
        return gx;
    }

    double[] kernelGradient(float[] x, float[] gy) {
        double[] gradient = new double[of.kernelSize()];
        forEachTerm((input, weight, output) -> gradient[weight] += (double) x[input] * gy[output]);
        return gradient;
    }

    double[] biasGradient(float[] gy) {
        double[] gradient = new double[of.outChannels()];
        for (int i = 0; i < gy.length; i++) {
            gradient[i % gradient.length] += gy[i];
        }
        return gradient;
    }

    private void forEachTerm(Term term) {
        for (int image = 0; image < of.images(); image++) {
            for (int row = 0; row < of.outHeight(); row++) {
                for (int column = 0; column < of.outWidth(); column++) {
                    forEachTap(image, row, column, term);
                }
            }
        }
    }

    private void forEachTap(int image, int row, int column, Term term) {
        for (int kernelRow = 0; kernelRow < of.kernelHeight(); kernelRow++) {
            int y = row * of.stride() - of.top() + kernelRow * of.dilation();
            for (int kernelColumn = 0; kernelColumn < of.kernelWidth(); kernelColumn++) {
                int x = column * of.stride() - of.left() + kernelColumn * of.dilation();
                if (y >= 0 && y < of.height() && x >= 0 && x < of.width()) {
                    int pixel = (image * of.height() + y) * of.width() + x;
                    int outPixel = (image * of.outHeight() + row) * of.outWidth() + column;
                    forEachChannel(pixel, kernelRow * of.kernelWidth() + kernelColumn, outPixel, term);
                }
            }
        }
    }

    private void forEachChannel(int pixel, int tap, int outPixel, Term term) {
        int in = of.inChannels() / of.groups();
        int area = of.kernelHeight() * of.kernelWidth();
        for (int out = 0; out < of.outChannels(); out++) {
            int group = of.groups() == 1 ? 0 : out;
            for (int channel = 0; channel < in; channel++) {
                term.at(
                        pixel * of.inChannels() + group * in + channel,
                        (out * area + tap) * in + channel,
                        outPixel * of.outChannels() + out);
            }
        }
    }
}
