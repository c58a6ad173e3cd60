package org.espalier.label;

import java.util.Arrays;
import org.espalier.text.Text;

/**
 * A class number for every pixel of an image.
 *
 * @param height pixels, at least 1
 * @param width pixels, at least 1
 * @param classes class numbers as unsigned bytes, row by row, {@code height * width} of them, {@link LabelSet#IGNORE}
 *     for none; kept, not copied: the caller must not change the array afterwards
 */
public record Mask(int height, int width, byte[] classes) {

    /**
     * @throws IllegalArgumentException if a side is less than 1 or the array has another length than
     *     {@code height * width}
     */
    public Mask {
        if (height < 1 || width < 1 || classes.length != (long) height * width) {
            throw new IllegalArgumentException(Text.format(
                    "a mask of %dx%d (HEIGHTxWIDTH) holds %d class numbers, got %d",
                    height, width, (long) height * width, classes.length));
        }
    }

    /**
     * The class number of one pixel, 0..255.
     *
     * @throws IndexOutOfBoundsException if the pixel lies outside
     */
    public int at(int y, int x) {
        if (y < 0 || y >= height || x < 0 || x >= width) {
            throw new IndexOutOfBoundsException(
                    Text.format("pixel (y=%d, x=%d) of a mask of %dx%d", y, x, height, width));
        }
        return classes[y * width + x] & 0xFF;
    }

    /** The number of pixels of each class number, 256 counts. */
    public long[] histogram() {
        long[] counts = new long[256];
        for (byte value : classes) {
            counts[value & 0xFF]++;
        }
        return counts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask mask
                && height == mask.height
                && width == mask.width
                && Arrays.equals(classes, mask.classes);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * height + width) + Arrays.hashCode(classes);
    }

    @Override
    public String toString() {
        return Text.format("Mask[%dx%d]", height, width);
    }
}
