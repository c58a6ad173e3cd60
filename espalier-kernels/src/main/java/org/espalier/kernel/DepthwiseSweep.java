package org.espalier.kernel;

import java.nio.FloatBuffer;
import org.espalier.kernel.Scratch.Slot;
import org.jspecify.annotations.Nullable;

/**
 * A depthwise correlation: how an image's outputs, or the gradients of one phase of a strided convolution's inputs, are
 * computed. An output row is one long vector. Beside it lie the weights, repeated pixel by pixel along a part of a row
 * (a tile), short enough that all taps' tiles stay in the first cache.
 */
final class DepthwiseSweep {

    private static final int TILES = 5200;

    private final Taps rows;
    private final Taps columns;
    private final int channels;
    private final PaddedRows input;
    /** Floats from one output row to the next: whole vectors. */
    private final int outRow;

    private final int tile;
    private final float[] tiles;

    private DepthwiseSweep(Taps rows, Taps columns, int channels) {
        this.rows = rows;
        this.columns = columns;
        this.channels = channels;
        input = new PaddedRows(rows.inputs(), columns, channels, columns.step());
        outRow = Lanes.roundUp(columns.outputs() * channels);
        int taps = rows.count() * columns.count();
        tile = tileLength(Math.max(1, taps));
        tiles = new float[(taps + 2) * tile];
    }

    static DepthwiseSweep of(
            Taps rows, Taps columns, Convolution convolution, float[] kernel, float @Nullable [] bias) {
        DepthwiseSweep sweep = new DepthwiseSweep(rows, columns, convolution.outChannels());
        sweep.fillTiles(kernel, convolution.kernelHeight(), convolution.kernelWidth(), bias);
        return sweep;
    }

    private int tileLength(int taps) {
        int unit = Lanes.wholePixels(channels, 1);
        int parts = Math.max(1, Math.ceilDiv(outRow, Math.max(unit, TILES / Math.min(taps, 9))));
        return Math.ceilDiv(Math.ceilDiv(outRow, parts), unit) * unit;
    }

    private void fillTiles(float[] kernel, int height, int width, float @Nullable [] bias) {
        int at = 0;
        for (int row = 0; row < rows.count(); row++) {
            for (int column = 0; column < columns.count(); column++) {
                int place = rows.kernel()[row] * width + columns.kernel()[column];
                for (int channel = 0; channel < channels; channel++) {
                    tiles[at + channel] = kernel[channel * height * width + place];
                }
                repeatPixel(at);
                at += tile;
            }
        }
        if (bias != null) {
            System.arraycopy(bias, 0, tiles, biasTile(), channels);
            repeatPixel(biasTile());
        }
    }

    private void repeatPixel(int at) {
        for (int done = channels; done < tile; done *= 2) {
            System.arraycopy(tiles, at, tiles, at + done, Math.min(done, tile - done));
        }
    }

    private int biasTile() {
        return rows.count() * columns.count() * tile;
    }

    private int zeroTile() {
        return biasTile() + tile;
    }

    /** The rows of outputs for the image that begins at {@code from}, {@link #outRow} floats each. */
    float[] run(FloatBuffer source, int from, Scratch scratch) {
        float[] in = scratch.floats(Slot.INPUT, input.length());
        input.copy(source, from, in, scratch);
        float[] out = scratch.floats(Slot.OUTPUT, rows.outputs() * outRow);
        int end;
        for (int row = 0; row < rows.outputs(); row = end) {
            end = rows.sameTaps(row);
            int first = Math.min(rows.first(row), rows.end(row));
            int[] at = inputs(row, first, rows.end(row));
            for (int start = 0; start < outRow; start += tile) {
                int length = Math.min(tile, outRow - start);
                for (int upper = row; upper < end; upper += 2) {
                    boolean pair = upper + 1 < end;
                    int shift = (upper - row) * rows.step() * input.rowLength() + start;
                    pairOfRows(
                            in, shifted(at, shift), pair, first * columns.count(), out, upper * outRow + start, length);
                }
            }
        }
        return out;
    }

    /** Where the inputs of an output row begin, for each tap. */
    private int[] inputs(int row, int first, int end) {
        int[] at = new int[(end - first) * columns.count()];
        for (int tap = 0; tap < at.length; tap++) {
            int inputRow = row * rows.step() + rows.offsets()[first + tap / columns.count()];
            at[tap] = inputRow * input.rowLength() + input.offset(tap % columns.count());
        }
        return at;
    }

    private static int[] shifted(int[] at, int shift) {
        int[] shifted = new int[at.length];
        for (int tap = 0; tap < at.length; tap++) {
            shifted[tap] = at[tap] + shift;
        }
        return shifted;
    }

    /** Computes one row of outputs, or two, from all taps: nine at a time, then three at a time. */
    private void pairOfRows(float[] in, int[] at, boolean pair, int firstTap, float[] out, int to, int length) {
        int next = pair ? rows.step() * input.rowLength() : 0;
        int other = pair ? to + outRow : to;
        if (at.length == 0) {
            System.arraycopy(tiles, biasTile(), out, to, length);
            System.arraycopy(tiles, biasTile(), out, other, length);
            return;
        }
        float[] start = tiles;
        int start0 = biasTile();
        int start1 = biasTile();
        int tap = 0;
        while (tap < at.length) {
            int weight = (firstTap + tap) * tile;
            if (tap + 9 <= at.length) {
                DepthwiseRows.nineTaps(
                        in, at, tap, next, tiles, weight, tile, start, start0, start1, out, to, other, length);
                tap += 9;
            } else {
                boolean second = tap + 1 < at.length;
                boolean third = tap + 2 < at.length;
                DepthwiseRows.threeTaps(
                        in,
                        at[tap],
                        second ? at[tap + 1] : at[tap],
                        third ? at[tap + 2] : at[tap],
                        next,
                        tiles,
                        weight,
                        second ? weight + tile : zeroTile(),
                        third ? weight + 2 * tile : zeroTile(),
                        start,
                        start0,
                        start1,
                        out,
                        to,
                        other,
                        length);
                tap += 3;
            }
            start = out;
            start0 = to;
            start1 = other;
        }
    }

    /** Writes rows as an image that begins at {@code to}. */
    void put(float[] from, FloatBuffer target, int to) {
        int dense = columns.outputs() * channels;
        if (dense == outRow) {
            target.put(to, from, 0, rows.outputs() * dense);
            return;
        }
        for (int row = 0; row < rows.outputs(); row++) {
            target.put(to + row * dense, from, row * outRow, dense);
        }
    }

    /** Writes rows of one phase into the gradients for a whole image. */
    void scatter(float[] from, float[] target, Convolution convolution, int phase) {
        int stride = convolution.stride();
        for (int row = 0; row < rows.outputs(); row++) {
            int to = (phase / stride + row * stride) * convolution.width() + phase % stride;
            for (int column = 0; column < columns.outputs(); column++) {
                int pixel = to + column * stride;
                System.arraycopy(from, row * outRow + column * channels, target, pixel * channels, channels);
            }
        }
    }
}
