package org.espalier.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * A batch's pixels in chunks that stay in the first cache: each group of pixels is divided into chunks of equal length,
 * the last of which is filled up. A chunk is made of rows of whole pixels and whole vectors. The division depends on
 * the sizes alone.
 */
final class PixelChunks {

    private static final int CACHED = 4096;
    private static final int LEAST_ROWS = 8;

    private final int groups;
    private final int pixels;
    private final int channels;
    private final int row;
    private final int floats;
    private final int chunksOfGroup;

    /**
     * Divides a batch.
     *
     * @param groups equal parts of the batch, one after the other
     * @param pixels pixels in a group
     * @param channels floats of a pixel
     */
    PixelChunks(int groups, int pixels, int channels) {
        if (groups < 1 || pixels < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    groups + " groups of " + pixels + " pixels of " + channels + " channels; 1 or more are needed.");
        }
        Math.multiplyExact(groups, Math.multiplyExact(pixels, channels));
        this.groups = groups;
        this.pixels = pixels;
        this.channels = channels;
        row = Lanes.wholePixels(channels, NormalizationRows.VECTORS);
        floats = Math.max(LEAST_ROWS, CACHED / row) * row;
        chunksOfGroup = Math.ceilDiv(pixels * channels, floats);
    }

    int groups() {
        return groups;
    }

    /** Pixels in a group. */
    int pixels() {
        return pixels;
    }

    int channels() {
        return channels;
    }

    /** Floats of a row. */
    int row() {
        return row;
    }

    /** Floats of a chunk. */
    int floats() {
        return floats;
    }

    private int groupFloats() {
        return pixels * channels;
    }

    int chunksOfGroup() {
        return chunksOfGroup;
    }

    int count() {
        return groups * chunksOfGroup;
    }

    /** Where a chunk begins in a dense batch. */
    int start(int chunk) {
        return chunk / chunksOfGroup * groupFloats() + chunk % chunksOfGroup * floats;
    }

    /** Floats of a chunk that are the batch's. */
    int length(int chunk) {
        return Math.min(floats, groupFloats() - chunk % chunksOfGroup * floats);
    }

    /** Pixels of a chunk that are the batch's. */
    int pixelsOf(int chunk) {
        return length(chunk) / channels;
    }

    /** Rows of a chunk that hold values of the batch. */
    int rows(int chunk) {
        return Math.ceilDiv(length(chunk), row);
    }

    /** Copies a chunk to its place in {@code target}, filled up with zeros to whole rows. */
    void copy(FloatBuffer source, int chunk, float[] target) {
        int to = chunk * floats;
        source.get(start(chunk), target, to, length(chunk));
        Arrays.fill(target, to + length(chunk), to + rows(chunk) * row, 0);
    }

    /** Copies a chunk from its place in {@code source}. */
    void put(float[] source, int chunk, FloatBuffer target) {
        target.put(start(chunk), source, chunk * floats, length(chunk));
    }

    /** A value for each channel, repeated along a row. */
    float[] tile(IntToDoubleFunction ofChannel) {
        float[] tile = new float[row];
        for (int channel = 0; channel < channels; channel++) {
            tile[channel] = (float) ofChannel.applyAsDouble(channel);
        }
        for (int done = channels; done < tile.length; done *= 2) {
            System.arraycopy(tile, 0, tile, done, Math.min(done, tile.length - done));
        }
        return tile;
    }

    /** Adds a row, pixel by pixel, to the channels' sums that begin at {@code to}. */
    void fold(float[] values, double[] sums, int to) {
        for (int pixel = 0; pixel < values.length; pixel += channels) {
            for (int channel = 0; channel < channels; channel++) {
                sums[to + channel] += values[pixel + channel];
            }
        }
    }

    void check(String name, FloatBuffer values) {
        if (values.limit() != groups * groupFloats()) {
            throw new IllegalArgumentException(name + ": " + values.limit() + " floats; " + groups * groupFloats()
                    + " are needed for " + groups + " groups of " + pixels + " pixels of " + channels + " channels.");
        }
    }
}
