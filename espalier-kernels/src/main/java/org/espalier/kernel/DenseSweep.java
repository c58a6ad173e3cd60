package org.espalier.kernel;

import java.nio.FloatBuffer;
import org.espalier.kernel.Scratch.Slot;
import org.jspecify.annotations.Nullable;

/**
 * A dense correlation: how an image's outputs, or the gradients of one phase of a strided convolution's inputs, are
 * computed. Weights are packed: for each block of output channels, in the order in which a pixel reads its inputs,
 * whole vectors of channels.
 */
final class DenseSweep implements Sweep {

    private final DenseTaps taps;
    private final int channels;
    private final int vectors;
    private final int[] runs;
    private final int[] pixels;
    private final float[] weights;
    private final float[] start;

    private DenseSweep(DenseTaps taps, int channels) {
        this.taps = taps;
        this.channels = channels;
        vectors = Math.ceilDiv(channels, Lanes.COUNT);
        runs = taps.runOffsets();
        pixels = taps.pixels();
        weights = new float[runs.length * taps.runLength() * vectors * Lanes.COUNT];
        start = new float[vectors * Lanes.COUNT];
    }

    /** From a convolution's inputs to its outputs. */
    static DenseSweep forward(Convolution convolution, float[] kernel, float @Nullable [] bias) {
        DenseTaps taps = DenseTaps.of(convolution.rows(), convolution.columns(), convolution.inChannels());
        DenseSweep sweep = new DenseSweep(taps, convolution.outChannels());
        int area = convolution.kernelHeight() * convolution.kernelWidth();
        sweep.pack(kernel, convolution, area * convolution.inChannels(), 1);
        if (bias != null) {
            System.arraycopy(bias, 0, sweep.start, 0, bias.length);
        }
        return sweep;
    }

    /** From gradients for a convolution's outputs to those for one phase of its inputs. */
    static DenseSweep gradient(Convolution convolution, float[] kernel, int phase) {
        Taps rows = convolution.gradientRows(phase / convolution.stride());
        Taps columns = convolution.gradientColumns(phase % convolution.stride());
        DenseSweep sweep =
                new DenseSweep(DenseTaps.of(rows, columns, convolution.outChannels()), convolution.inChannels());
        int area = convolution.kernelHeight() * convolution.kernelWidth();
        sweep.pack(kernel, convolution, 1, area * convolution.inChannels());
        return sweep;
    }

    private void pack(float[] kernel, Convolution convolution, int outStride, int inStride) {
        int read = taps.input().channels();
        int at = 0;
        int block;
        for (int vector = 0; vector < vectors; vector += block) {
            block = VectorBlocks.next(vectors - vector);
            int first = vector * Lanes.COUNT;
            int end = Math.min(channels, first + block * Lanes.COUNT);
            for (int run = 0; run < runs.length; run++) {
                for (int place = 0; place < taps.runLength(); place++) {
                    int tap = taps.kernelRow(run) * convolution.kernelWidth() + taps.kernelColumn(run, place);
                    int from = tap * convolution.inChannels() + place % read * inStride;
                    for (int channel = first; channel < end; channel++) {
                        weights[at + channel - first] = kernel[from + channel * outStride];
                    }
                    at += block * Lanes.COUNT;
                }
            }
        }
    }

    @Override
    public float[] run(FloatBuffer source, int from, Scratch scratch) {
        float[] in = scratch.floats(Slot.INPUT, taps.input().length());
        taps.input().copy(source, from, in, scratch);
        float[] out = scratch.floats(Slot.OUTPUT, (pixels.length + 4) * channels + VectorBlocks.MOST * Lanes.COUNT);
        Taps rows = taps.rows();
        int end;
        for (int row = 0; row < rows.outputs(); row = end) {
            end = rows.sameTaps(row);
            int columns = taps.columns().outputs();
            pixels(in, row * columns, end * columns, rows.first(row), rows.end(row), out);
        }
        return out;
    }

    /** Computes pixels that meet the same rows of taps. */
    private void pixels(float[] in, int first, int endPixel, int firstRow, int endRow, float[] out) {
        int firstRun = firstRow * taps.runsOfRow();
        int endRun = endRow * taps.runsOfRow();
        int floats = taps.runLength() * Lanes.COUNT;
        // Downwards: what the last block writes beyond its pixels' channels, the first block overwrites.
        int block;
        for (int end = vectors; end > 0; end -= block) {
            block = VectorBlocks.last(end);
            int vector = end - block;
            DenseBlocks.forward(
                    block,
                    in,
                    pixels,
                    first,
                    endPixel,
                    runs,
                    firstRun,
                    endRun,
                    taps.runLength(),
                    weights,
                    vector * runs.length * floats + firstRun * floats * block,
                    start,
                    vector * Lanes.COUNT,
                    out,
                    vector * Lanes.COUNT,
                    channels);
        }
    }

    @Override
    public void put(float[] from, FloatBuffer target, int to) {
        target.put(to, from, 0, pixels.length * channels);
    }

    @Override
    public void scatter(float[] from, float[] target, Convolution convolution, int phase) {
        int stride = convolution.stride();
        int columns = taps.columns().outputs();
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            int row = phase / stride + pixel / columns * stride;
            int to = row * convolution.width() + phase % stride + pixel % columns * stride;
            System.arraycopy(from, pixel * channels, target, to * channels, channels);
        }
    }
}
