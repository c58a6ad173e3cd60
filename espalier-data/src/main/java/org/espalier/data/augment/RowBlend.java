package org.espalier.data.augment;

/**
 * Bilinear rows of a view. A row of the sample is interpolated across once and kept for the rows of the view that lie
 * beside it; then two such rows are blended. All arithmetic is in whole numbers, with weights in 1/256.
 */
final class RowBlend {

    /** What a weight of 1 is. */
    static final int ONE = 256;

    private static final int HALF = ONE * ONE / 2;

    private final byte[] source;
    private final int stride;
    private final int[] low;
    private final int[] high;
    private final int[] weight;
    private final int[] blended;
    private int[] above;
    private int[] below;
    private int aboveRow = -1;
    private int belowRow = -1;

    /**
     * @param source bytes of the sample, {@code [height, width, 3]}
     * @param width of the sample
     * @param columns of the view
     * @param left first column that shows the sample
     * @param right end of these columns
     */
    RowBlend(byte[] source, int width, View.Line columns, int left, int right) {
        this.source = source;
        this.stride = 3 * width;
        this.low = new int[right - left];
        this.high = new int[right - left];
        this.weight = new int[right - left];
        for (int x = 0; x < low.length; x++) {
            low[x] = 3 * columns.low()[left + x];
            high[x] = 3 * columns.high()[left + x];
            weight[x] = columns.weight()[left + x];
        }
        this.blended = new int[3 * low.length];
        this.above = new int[3 * low.length];
        this.below = new int[3 * low.length];
    }

    /**
     * Writes one row of the view.
     *
     * @param first row of the sample
     * @param second the next one, or the same at its lower border
     * @param down weight of the second
     */
    void write(int first, int second, int down, byte[] target, int at) {
        if (first == belowRow) {
            swap();
        }
        if (first != aboveRow) {
            across(first, above);
            aboveRow = first;
        }
        if (second != belowRow) {
            across(second, below);
            belowRow = second;
        }
        blend(down, target, at);
    }

    private void swap() {
        int[] values = above;
        above = below;
        below = values;
        int row = aboveRow;
        aboveRow = belowRow;
        belowRow = row;
    }

    private void across(int row, int[] values) {
        int start = row * stride;
        for (int x = 0, at = 0; x < low.length; x++, at += 3) {
            int from = start + low[x];
            int to = start + high[x];
            int share = weight[x];
            values[at] = between(source[from] & 0xFF, source[to] & 0xFF, share);
            values[at + 1] = between(source[from + 1] & 0xFF, source[to + 1] & 0xFF, share);
            values[at + 2] = between(source[from + 2] & 0xFF, source[to + 2] & 0xFF, share);
        }
    }

    private void blend(int down, byte[] target, int at) {
        for (int i = 0; i < blended.length; i++) {
            blended[i] = between(above[i], below[i], down) + HALF >> 16;
        }
        for (int i = 0; i < blended.length; i++) {
            target[at + i] = (byte) blended[i];
        }
    }

    private static int between(int from, int to, int share) {
        return from * ONE + (to - from) * share;
    }
}
