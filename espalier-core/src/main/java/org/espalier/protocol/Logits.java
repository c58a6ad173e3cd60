package org.espalier.protocol;

import java.util.Arrays;
import org.espalier.label.Mask;
import org.espalier.problem.Failure;
import org.espalier.text.Text;

/**
 * The logits of one image: a number for each class and pixel.
 *
 * @param classes at least 1
 * @param height rows, which need not be as many as the image has
 * @param width columns
 * @param values row-major, {@code [classes, height, width]}; kept, not copied
 */
public record Logits(int classes, int height, int width, float[] values) {

    /** @throws IllegalArgumentException if a length is less than 1 or the array has another length */
    public Logits {
        if (classes < 1 || height < 1 || width < 1 || values.length != (long) classes * height * width) {
            throw new IllegalArgumentException(Text.format(
                    "logits of %d classes at %dx%d (HEIGHTxWIDTH) are %d values, got %d",
                    classes, height, width, (long) classes * height * width, values.length));
        }
    }

    /**
     * The class of each pixel: that with the largest logit, the first of equal ones.
     *
     * @param maskHeight rows of the mask; logits of another size are resized
     * @param maskWidth columns of the mask
     * @throws Failure if a pixel has no logit that is a number
     */
    public Mask mask(int maskHeight, int maskWidth) {
        LogitRows rows = new LogitRows(this, maskHeight, maskWidth);
        byte[] mask = new byte[maskHeight * maskWidth];
        float[] best = new float[maskWidth];
        float[] row = new float[maskWidth];
        for (int y = 0; y < maskHeight; y++) {
            Arrays.fill(best, Float.NEGATIVE_INFINITY);
            for (int c = 0; c < classes; c++) {
                rows.read(c, y, row);
                keepLarger(row, c, best, mask, y * maskWidth);
            }
            requireNumbers(best);
        }
        return new Mask(maskHeight, maskWidth, mask);
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

    @Override
    public String toString() {
        return Text.format("Logits[%d classes, %dx%d]", classes, height, width);
    }
}
