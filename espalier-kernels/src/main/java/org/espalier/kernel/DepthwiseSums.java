package org.espalier.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.espalier.kernel.Scratch.Slot;

/** The gradient for a depthwise kernel: sums of products of inputs and gradients, image by image. */
final class DepthwiseSums {

    private final Convolution convolution;
    private final Taps rows;
    private final Taps columns;
    private final int channels;
    private final int taps;
    private final PaddedRows input;
    private final int outRow;

    DepthwiseSums(Convolution convolution) {
        this.convolution = convolution;
        rows = convolution.rows();
        columns = convolution.columns();
        channels = convolution.outChannels();
        taps = rows.count() * columns.count();
        input = new PaddedRows(rows.inputs(), columns, channels, columns.step());
        outRow = Lanes.roundUp(columns.outputs() * channels);
    }

    /** Floats of an image's sums: a pixel for each tap. */
    int size() {
        return taps * channels;
    }

    /** Writes one image's sums to their place in {@code partial}. */
    void ofImage(FloatBuffer x, FloatBuffer gy, int image, float[] partial, Scratch scratch) {
        float[] in = scratch.floats(Slot.INPUT, input.length());
        input.copy(x, image * convolution.inImage(), in, scratch);
        float[] gradients = gradients(gy, image, scratch);
        float[] sums = scratch.floats(Slot.SUMS, taps * outRow);
        Arrays.fill(sums, 0, taps * outRow, 0);
        int end;
        for (int row = 0; row < rows.outputs(); row = end) {
            end = rows.sameTaps(row);
            addRows(in, gradients, row, end, sums);
        }
        for (int tap = 0; tap < taps; tap++) {
            DepthwiseRows.foldPixels(sums, tap * outRow, columns.outputs(), channels);
            System.arraycopy(sums, tap * outRow, partial, image * size() + tap * channels, channels);
        }
    }

    private float[] gradients(FloatBuffer gy, int image, Scratch scratch) {
        int dense = columns.outputs() * channels;
        int from = image * convolution.outImage();
        float[] gradients = scratch.floats(Slot.OUTPUT, rows.outputs() * outRow);
        if (dense == outRow) {
            gy.get(from, gradients, 0, rows.outputs() * dense);
            return gradients;
        }
        for (int row = 0; row < rows.outputs(); row++) {
            gy.get(from + row * dense, gradients, row * outRow, dense);
            Arrays.fill(gradients, row * outRow + dense, (row + 1) * outRow, 0);
        }
        return gradients;
    }

    /** Adds rows of outputs that meet the same taps. */
    private void addRows(float[] in, float[] gradients, int row, int end, float[] sums) {
        int firstTap = rows.first(row) * columns.count();
        int count = rows.end(row) * columns.count() - firstTap;
        if (count <= 0) {
            return;
        }
        int[] at = new int[count];
        for (int tap = 0; tap < count; tap++) {
            int inputRow = row * rows.step() + rows.offsets()[(firstTap + tap) / columns.count()];
            at[tap] = inputRow * input.rowLength() + input.offset(tap % columns.count());
        }
        int inRow = rows.step() * input.rowLength();
        int tap = 0;
        while (tap < count) {
            int to = (firstTap + tap) * outRow;
            if (tap + 9 <= count) {
                DepthwiseRows.nineSums(in, at, tap, inRow, gradients, row * outRow, end - row, sums, to, outRow);
                tap += 9;
            } else {
                DepthwiseRows.oneSum(in, at[tap], inRow, gradients, row * outRow, end - row, sums, to, outRow);
                tap++;
            }
        }
    }

    /** Adds up the images' sums in their order. */
    void total(float[] partial, float[] gradient) {
        Arrays.fill(gradient, 0);
        int area = convolution.kernelHeight() * convolution.kernelWidth();
        for (int tap = 0; tap < taps; tap++) {
            int place = rows.kernel()[tap / columns.count()] * convolution.kernelWidth()
                    + columns.kernel()[tap % columns.count()];
            for (int channel = 0; channel < channels; channel++) {
                double sum = 0;
                for (int from = tap * channels + channel; from < partial.length; from += size()) {
                    sum += partial[from];
                }
                gradient[channel * area + place] = (float) sum;
            }
        }
    }
}
