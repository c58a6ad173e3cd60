package org.espalier.kernel;

import java.nio.FloatBuffer;
import org.espalier.kernel.Scratch.Slot;
import org.jspecify.annotations.Nullable;

/**
 * A depthwise correlation: how an image's outputs, or the gradients of one phase of a strided convolution's inputs, are
 * computed.
 */
final class DepthwiseSweep implements Sweep {

    private final DepthwiseTaps taps;
    private final int period;
    /** For each tap a period of weights, then one of the bias. */
    private final float[] tiles;

    private DepthwiseSweep(DepthwiseTaps taps) {
        this.taps = taps;
        period = taps.period();
        tiles = new float[(taps.count() + 1) * period];
    }

    static DepthwiseSweep of(
            Taps rows, Taps columns, Convolution convolution, float[] kernel, float @Nullable [] bias) {
        DepthwiseSweep sweep = new DepthwiseSweep(new DepthwiseTaps(rows, columns, convolution.outChannels()));
        sweep.fillTiles(kernel, convolution.kernelHeight(), convolution.kernelWidth(), bias);
        return sweep;
    }

    private void fillTiles(float[] kernel, int height, int width, float @Nullable [] bias) {
        for (int tap = 0; tap < taps.count(); tap++) {
            int place = taps.kernelPlace(tap, width);
            for (int channel = 0; channel < taps.channels(); channel++) {
                tiles[tap * period + channel] = kernel[channel * height * width + place];
            }
            repeatPixel(tap * period);
        }
        if (bias != null) {
            System.arraycopy(bias, 0, tiles, biasTile(), taps.channels());
            repeatPixel(biasTile());
        }
    }

    private void repeatPixel(int at) {
        for (int done = taps.channels(); done < period; done *= 2) {
            System.arraycopy(tiles, at, tiles, at + done, Math.min(done, period - done));
        }
    }

    private int biasTile() {
        return taps.count() * period;
    }

    @Override
    public float[] run(FloatBuffer source, int from, Scratch scratch) {
        float[] in = scratch.floats(Slot.INPUT, taps.input().length());
        taps.input().copy(source, from, in, scratch);
        float[] out = scratch.floats(Slot.OUTPUT, taps.outRows() * taps.outRow());
        for (DepthwiseTaps.Part part : taps.parts()) {
            rows(in, part, out);
        }
        return out;
    }

    /** Computes rows of outputs that meet the same taps: nine taps at a time, then three at a time. */
    private void rows(float[] in, DepthwiseTaps.Part part, float[] out) {
        int outRow = taps.outRow();
        int count = part.rows();
        int to = part.firstRow() * outRow;
        int[] at = part.at();
        if (at.length == 0) {
            fillWithBias(out, to, count);
            return;
        }
        int weight = part.firstTap() * period;
        int valid = part.taps();
        int weightsEnd = weight + valid * period;
        float[] weights = tiles;
        float[] start = tiles;
        int startAt = biasTile();
        int startRow = 0;
        int startStep = 0;
        int tap = 0;
        while (tap < at.length) {
            if (tap + DepthwiseTaps.MANY <= valid) {
                DepthwiseRows.nineTaps(
                        in,
                        at,
                        tap,
                        taps.inRow(),
                        weights,
                        weight,
                        period,
                        start,
                        startAt,
                        startRow,
                        startStep,
                        out,
                        to,
                        outRow,
                        count);
                tap += DepthwiseTaps.MANY;
                weight += DepthwiseTaps.MANY * period;
            } else {
                if (weight + DepthwiseTaps.FEW * period > weightsEnd) {
                    weights = lastWeights(weight, weightsEnd);
                    weight = 0;
                }
                DepthwiseRows.threeTaps(
                        in,
                        at,
                        tap,
                        taps.inRow(),
                        weights,
                        weight,
                        period,
                        start,
                        startAt,
                        startRow,
                        startStep,
                        out,
                        to,
                        outRow,
                        count);
                tap += DepthwiseTaps.FEW;
                weight += DepthwiseTaps.FEW * period;
            }
            start = out;
            startAt = to;
            startRow = outRow;
            startStep = period;
        }
    }

    /** Weights of fewer than three taps, and zeros after them. */
    private float[] lastWeights(int from, int end) {
        float[] last = new float[DepthwiseTaps.FEW * period];
        System.arraycopy(tiles, from, last, 0, end - from);
        return last;
    }

    private void fillWithBias(float[] out, int to, int rows) {
        for (int place = 0; place < rows * taps.outRow(); place++) {
            out[to + place] = tiles[biasTile() + place % taps.outRow() % period];
        }
    }

    @Override
    public void put(float[] from, FloatBuffer target, int to) {
        int dense = taps.dense();
        int outRow = taps.outRow();
        if (dense == outRow) {
            target.put(to, from, 0, taps.outRows() * dense);
            return;
        }
        for (int row = 0; row < taps.outRows(); row++) {
            target.put(to + row * dense, from, row * outRow, dense);
        }
    }

    @Override
    public void scatter(float[] from, float[] target, Convolution convolution, int phase) {
        int stride = convolution.stride();
        int channels = taps.channels();
        for (int row = 0; row < taps.outRows(); row++) {
            int to = (phase / stride + row * stride) * convolution.width() + phase % stride;
            for (int column = 0; column < taps.outColumns(); column++) {
                int pixel = to + column * stride;
                System.arraycopy(from, row * taps.outRow() + column * channels, target, pixel * channels, channels);
            }
        }
    }
}
