package org.espalier.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.espalier.kernel.Scratch.Slot;

/**
 * The gradient for a dense kernel: sums of products of inputs and gradients, image by image. An image's sums are
 * ordered by what a pixel reads, with whole vectors of output channels.
 */
final class DenseSums implements Sums {

    /** Floats of inputs and gradients that stay in the first cache while they are used several times. */
    private static final int CACHED = 6144;

    private final Convolution convolution;
    private final DenseTaps taps;
    private final int channels;
    private final int vectors;
    private final int paddedRun;
    private final int[] runs;

    DenseSums(Convolution convolution) {
        this.convolution = convolution;
        taps = DenseTaps.of(convolution.rows(), convolution.columns(), convolution.inChannels());
        channels = convolution.outChannels();
        vectors = Math.ceilDiv(channels, Lanes.COUNT);
        paddedRun = taps.runLength() + 3;
        runs = taps.runOffsets();
    }

    private int row() {
        return vectors * Lanes.COUNT;
    }

    @Override
    public int size() {
        return runs.length * paddedRun * row();
    }

    @Override
    public void ofImage(FloatBuffer x, FloatBuffer gy, int image, float[] partial, Scratch scratch) {
        float[] in = scratch.floats(Slot.INPUT, taps.input().length());
        taps.input().copy(x, image * convolution.inImage(), in, scratch);
        int floats = convolution.outImage();
        float[] gradients = scratch.floats(Slot.OUTPUT, floats + VectorBlocks.MOST * Lanes.COUNT);
        gy.get(image * floats, gradients, 0, floats);
        int to = image * size();
        for (int row = 0; row < taps.rows().count(); row++) {
            ofRow(in, gradients, row, partial, to);
        }
    }

    /** Adds the sums of one row of taps: over the outputs that read within the input with it. */
    private void ofRow(float[] in, float[] gradients, int tapRow, float[] partial, int to) {
        Taps rows = taps.rows();
        int offset = rows.offsets()[tapRow];
        int first = Math.max(0, Math.ceilDiv(-offset, rows.step()));
        int end = Math.min(rows.outputs(), Math.floorDiv(rows.inputs() - 1 - offset, rows.step()) + 1);
        int columns = taps.columns().outputs();
        int inRow = rows.step() * taps.input().rowLength();
        int inPixel = taps.columns().step() * taps.input().channels();
        boolean even = inRow == columns * inPixel;
        int pixelsAtOnce = Math.max(16, CACHED / (inPixel + channels));
        if (even) {
            int pixels = end * columns;
            for (int pixel = first * columns; pixel < pixels; pixel += pixelsAtOnce) {
                int count = Math.min(pixelsAtOnce, pixels - pixel);
                ofPixels(in, pixel * inPixel, 0, inPixel, gradients, pixel, 1, count, tapRow, partial, to);
            }
            return;
        }
        int rowsAtOnce = Math.max(1, pixelsAtOnce / columns);
        for (int row = first; row < end; row += rowsAtOnce) {
            int count = Math.min(rowsAtOnce, end - row);
            ofPixels(in, row * inRow, inRow, inPixel, gradients, row * columns, count, columns, tapRow, partial, to);
        }
    }

    private void ofPixels(
            float[] in,
            int from,
            int inRow,
            int inPixel,
            float[] gradients,
            int pixel,
            int rows,
            int columns,
            int tapRow,
            float[] partial,
            int to) {
        for (int run = tapRow * taps.runsOfRow(); run < (tapRow + 1) * taps.runsOfRow(); run++) {
            int block;
            for (int vector = 0; vector < vectors; vector += block) {
                block = VectorBlocks.next(vectors - vector);
                for (int place = 0; place < taps.runLength(); place += DenseSumBlocks.inputs(block)) {
                    DenseSumBlocks.sums(
                            block,
                            in,
                            from + runs[run] + place,
                            inRow,
                            inPixel,
                            gradients,
                            pixel * channels + vector * Lanes.COUNT,
                            channels,
                            rows,
                            columns,
                            partial,
                            to + (run * paddedRun + place) * row() + vector * Lanes.COUNT,
                            row());
                }
            }
        }
    }

    @Override
    public void total(float[] partial, float[] gradient) {
        double[] total = overImages(partial);
        Arrays.fill(gradient, 0);
        int in = convolution.inChannels();
        int area = convolution.kernelHeight() * convolution.kernelWidth();
        for (int run = 0; run < runs.length; run++) {
            for (int place = 0; place < taps.runLength(); place++) {
                int tap = taps.kernelRow(run) * convolution.kernelWidth() + taps.kernelColumn(run, place);
                int from = (run * paddedRun + place) * row();
                int to = tap * in + place % in;
                for (int channel = 0; channel < channels; channel++) {
                    gradient[to + channel * area * in] = (float) total[from + channel];
                }
            }
        }
    }
}
