package org.espalier.deploy;

import java.util.Arrays;
import org.espalier.image.Taps;
import org.espalier.label.Mask;
import org.espalier.problem.Failure;

/** Turns logits into classes: for each pixel the class with the largest logit; ties go to the first. */
final class LargestLogit {

    private LargestLogit() {}

    /**
     * The classes of one image.
     *
     * @param logits [1, classes, h, w]
     * @param height of the mask; logits of another size are resized
     * @param width of the mask
     * @throws Failure if a pixel has no logit that is a number
     */
    static Mask mask(FloatTensor logits, int height, int width) {
        int classes = logits.shape().get(1);
        int fromHeight = logits.shape().get(2);
        int fromWidth = logits.shape().get(3);
        boolean same = height == fromHeight && width == fromWidth;
        byte[] mask = new byte[height * width];
        float[] best = new float[width];
        float[] narrow = new float[fromWidth];
        float[] wide = new float[width];
        Taps rows = Taps.between(fromHeight, height);
        Taps columns = Taps.between(fromWidth, width);
        for (int y = 0; y < height; y++) {
            Arrays.fill(best, Float.NEGATIVE_INFINITY);
            for (int c = 0; c < classes; c++) {
                int plane = c * fromHeight * fromWidth;
                if (same) {
                    System.arraycopy(logits.values(), plane + y * width, wide, 0, width);
                } else {
                    row(logits.values(), plane, rows, y, narrow);
                    spread(narrow, columns, wide);
                }
                keepLarger(wide, c, best, mask, y * width);
            }
            requireNumbers(best);
        }
        return new Mask(height, width, mask);
    }

    private static void keepLarger(float[] row, int c, float[] best, byte[] mask, int start) {
        for (int x = 0; x < row.length; x++) {
            if (row[x] > best[x]) {
                best[x] = row[x];
                mask[start + x] = (byte) c;
            }
        }
    }

    /** A comparison with NaN is false, so a pixel without any number would silently become class 0. */
    private static void requireNumbers(float[] best) {
        for (float value : best) {
            if (value == Float.NEGATIVE_INFINITY) {
                throw new Failure("the logits of the model are not numbers (NaN), so its weights are damaged or an"
                        + " operation overflows; export it again from sound weights");
            }
        }
    }

    private static void row(float[] values, int plane, Taps rows, int y, float[] row) {
        Arrays.fill(row, 0);
        int source = plane + rows.first()[y] * row.length;
        for (float weight : rows.weights()[y]) {
            for (int x = 0; x < row.length; x++) {
                row[x] += weight * values[source++];
            }
        }
    }

    private static void spread(float[] row, Taps columns, float[] wide) {
        for (int x = 0; x < wide.length; x++) {
            float sum = 0;
            int source = columns.first()[x];
            for (float weight : columns.weights()[x]) {
                sum += weight * row[source++];
            }
            wide[x] = sum;
        }
    }
}
