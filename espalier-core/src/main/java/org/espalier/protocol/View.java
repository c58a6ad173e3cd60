package org.espalier.protocol;

import java.util.Arrays;
import org.espalier.image.RgbResize;
import org.espalier.text.Text;

/**
 * An image, or a part of one, as a network gets it.
 *
 * @param pixels bytes of the pixels, row by row, the values of a pixel together, {@code [height, width, 3]}; kept, not
 *     copied
 * @param height pixels, at least 1
 * @param width pixels, at least 1
 */
public record View(byte[] pixels, int height, int width) {

    /** @throws IllegalArgumentException if a side is less than 1 or the bytes are not equally many for each pixel */
    public View {
        long area = (long) height * width;
        if (height < 1 || width < 1 || pixels.length < area || pixels.length % area != 0) {
            throw new IllegalArgumentException(Text.format(
                    "an image of %dx%d (HEIGHTxWIDTH) has equally many bytes for each of %d pixels, got %d in all",
                    height, width, area, pixels.length));
        }
    }

    /** The whole image in another size, see {@link RgbResize}. */
    View resized(int toHeight, int toWidth) {
        if (toHeight == height && toWidth == width) {
            return this;
        }
        return new View(RgbResize.rgb(pixels, height, width, toHeight, toWidth), toHeight, toWidth);
    }

    /** The mirror image: left and right exchanged. */
    View mirrored() {
        int bytes = bytesPerPixel();
        byte[] mirrored = new byte[pixels.length];
        for (int y = 0; y < height; y++) {
            int row = y * width;
            for (int x = 0; x < width; x++) {
                System.arraycopy(pixels, (row + width - 1 - x) * bytes, mirrored, (row + x) * bytes, bytes);
            }
        }
        return new View(mirrored, height, width);
    }

    /**
     * A part of the image.
     *
     * @param top first row, inside the image
     * @param left first column, inside the image
     * @param rows height of the part; below the image its last row is repeated
     * @param columns width of the part; to the right of the image its last column is repeated
     */
    View part(int top, int left, int rows, int columns) {
        if (top == 0 && left == 0 && rows == height && columns == width) {
            return this;
        }
        int bytes = bytesPerPixel();
        int inside = Math.min(columns, width - left) * bytes;
        byte[] part = new byte[Math.toIntExact((long) rows * columns * bytes)];
        for (int y = 0; y < rows; y++) {
            int source = (Math.min(top + y, height - 1) * width + left) * bytes;
            int target = y * columns * bytes;
            System.arraycopy(pixels, source, part, target, inside);
            for (int at = inside; at < columns * bytes; at++) {
                part[target + at] = part[target + at - bytes];
            }
        }
        return new View(part, rows, columns);
    }

    private int bytesPerPixel() {
        return pixels.length / (height * width);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof View view
                && height == view.height
                && width == view.width
                && Arrays.equals(pixels, view.pixels);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * height + width) + Arrays.hashCode(pixels);
    }

    @Override
    public String toString() {
        return Text.format("View[%dx%d]", height, width);
    }
}
