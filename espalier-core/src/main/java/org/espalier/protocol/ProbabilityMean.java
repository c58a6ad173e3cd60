package org.espalier.protocol;

import org.espalier.label.Mask;

/** The mean probability of each class over several views of an image: softmax of the logits in the image's size. */
final class ProbabilityMean {

    private final int classes;
    private final int height;
    private final int width;
    private final float[] sums;

    ProbabilityMean(int classes, int height, int width) {
        this.classes = classes;
        this.height = height;
        this.width = width;
        this.sums = new float[classes * height * width];
    }

    /** Adds the probabilities of a view; logits of another size are resized. */
    void add(Logits logits, boolean mirrored) {
        LogitRows rows = new LogitRows(logits, height, width);
        float[][] row = new float[classes][width];
        for (int y = 0; y < height; y++) {
            for (int c = 0; c < classes; c++) {
                rows.read(c, y, row[c]);
            }
            for (int x = 0; x < width; x++) {
                add(row, x, y * width + (mirrored ? width - 1 - x : x));
            }
        }
    }

    /** Adds the softmax of a column of numbers to a pixel. */
    private void add(float[][] row, int x, int pixel) {
        float largest = row[0][x];
        for (int c = 1; c < classes; c++) {
            largest = Math.max(largest, row[c][x]);
        }
        float sum = 0;
        for (int c = 0; c < classes; c++) {
            row[c][x] = (float) Math.exp(row[c][x] - largest);
            sum += row[c][x];
        }
        for (int c = 0; c < classes; c++) {
            sums[c * height * width + pixel] += row[c][x] / sum;
        }
    }

    /** The most probable class of each pixel. */
    Mask mask() {
        return new Logits(classes, height, width, sums).mask(height, width);
    }
}
