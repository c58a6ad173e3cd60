package org.espalier.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.espalier.kernel.Scratch.Slot;

/** The gradient for a depthwise kernel: sums of products of inputs and gradients, image by image. */
final class DepthwiseSums implements Sums {

    private final Convolution convolution;
    private final DepthwiseTaps taps;
    private final int period;

    DepthwiseSums(Convolution convolution) {
        this.convolution = convolution;
        taps = new DepthwiseTaps(convolution.rows(), convolution.columns(), convolution.outChannels());
        period = taps.period();
    }

    @Override
    public int size() {
        return taps.count() * period;
    }

    @Override
    public void ofImage(FloatBuffer x, FloatBuffer gy, int image, float[] partial, Scratch scratch) {
        float[] in = scratch.floats(Slot.INPUT, taps.input().length());
        taps.input().copy(x, image * convolution.inImage(), in, scratch);
        float[] gradients = gradients(gy, image, scratch);
        for (DepthwiseTaps.Part part : taps.parts()) {
            addRows(in, gradients, part, partial, image * size());
        }
    }

    private float[] gradients(FloatBuffer gy, int image, Scratch scratch) {
        int dense = taps.dense();
        int outRow = taps.outRow();
        int rows = taps.outRows();
        int from = image * convolution.outImage();
        float[] gradients = scratch.floats(Slot.OUTPUT, rows * outRow);
        if (dense == outRow) {
            gy.get(from, gradients, 0, rows * dense);
            return gradients;
        }
        for (int row = 0; row < rows; row++) {
            gy.get(from + row * dense, gradients, row * outRow, dense);
            Arrays.fill(gradients, row * outRow + dense, (row + 1) * outRow, 0);
        }
        return gradients;
    }

    /** Adds rows of outputs that meet the same taps. */
    private void addRows(float[] in, float[] gradients, DepthwiseTaps.Part part, float[] sums, int to) {
        int outRow = taps.outRow();
        int from = part.firstRow() * outRow;
        int count = part.rows();
        int[] at = part.at();
        int sum = to + part.firstTap() * period;
        int valid = part.taps();
        int sumsEnd = sum + valid * period;
        int tap = 0;
        while (tap < at.length) {
            if (tap + DepthwiseTaps.MANY <= valid) {
                DepthwiseRows.nineSums(in, at, tap, taps.inRow(), gradients, from, outRow, count, sums, sum, period);
                tap += DepthwiseTaps.MANY;
                sum += DepthwiseTaps.MANY * period;
            } else if (sum + DepthwiseTaps.FEW * period <= sumsEnd) {
                DepthwiseRows.threeSums(in, at, tap, taps.inRow(), gradients, from, outRow, count, sums, sum, period);
                tap += DepthwiseTaps.FEW;
                sum += DepthwiseTaps.FEW * period;
            } else {
                float[] last = new float[DepthwiseTaps.FEW * period];
                System.arraycopy(sums, sum, last, 0, sumsEnd - sum);
                DepthwiseRows.threeSums(in, at, tap, taps.inRow(), gradients, from, outRow, count, last, 0, period);
                System.arraycopy(last, 0, sums, sum, sumsEnd - sum);
                tap += DepthwiseTaps.FEW;
            }
        }
    }

    @Override
    public void total(float[] partial, float[] gradient) {
        double[] total = overImages(partial);
        Arrays.fill(gradient, 0);
        int area = convolution.kernelHeight() * convolution.kernelWidth();
        for (int tap = 0; tap < taps.count(); tap++) {
            int place = taps.kernelPlace(tap, convolution.kernelWidth());
            for (int channel = 0; channel < taps.channels(); channel++) {
                double sum = 0;
                for (int from = tap * period + channel; from < (tap + 1) * period; from += taps.channels()) {
                    sum += total[from];
                }
                gradient[channel * area + place] = (float) sum;
            }
        }
    }
}
