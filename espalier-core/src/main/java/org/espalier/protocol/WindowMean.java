package org.espalier.protocol;

/** The mean logits of windows. */
final class WindowMean {

    private final int classes;
    private final int height;
    private final int width;
    private final float[] sums;
    private final int[] counts;

    /** For windows that together cover an image of this size. */
    WindowMean(int classes, int height, int width) {
        this.classes = classes;
        this.height = height;
        this.width = width;
        this.sums = new float[classes * height * width];
        this.counts = new int[height * width];
    }

    /** Adds the logits of a window of this size; what lies outside the image is left out. */
    void add(Logits logits, int top, int left, int rows, int columns) {
        LogitRows window = new LogitRows(logits, rows, columns);
        float[] row = new float[columns];
        int bottom = Math.min(rows, height - top);
        int right = Math.min(columns, width - left);
        for (int c = 0; c < classes; c++) {
            for (int y = 0; y < bottom; y++) {
                window.read(c, y, row);
                int at = (c * height + top + y) * width + left;
                for (int x = 0; x < right; x++) {
                    sums[at + x] += row[x];
                }
            }
        }
        for (int y = 0; y < bottom; y++) {
            int at = (top + y) * width + left;
            for (int x = 0; x < right; x++) {
                counts[at + x]++;
            }
        }
    }

    /** The mean logits; nothing can be added afterwards. */
    Logits logits() {
        for (int c = 0; c < classes; c++) {
            for (int pixel = 0; pixel < counts.length; pixel++) {
                sums[c * counts.length + pixel] /= counts[pixel];
            }
        }
        return new Logits(classes, height, width, sums);
    }
}
