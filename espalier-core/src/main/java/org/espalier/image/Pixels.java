package org.espalier.image;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Objects;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * An image as values of pixels, as networks take it.
 *
 * @param height pixels, at least 1
 * @param width pixels, at least 1
 * @param format what a pixel is
 * @param bytes the values, {@code [height, width, channels]}, row by row; of 16 bits as two bytes each, the lower
 *     first; kept, not copied
 */
public record Pixels(int height, int width, PixelFormat format, byte[] bytes) {

    /**
     * @throws IllegalArgumentException if a side is less than 1 or the array has another length than the shape says
     */
    public Pixels {
        long length = (long) height * width * format.bytesPerPixel();
        if (height < 1 || width < 1 || bytes.length != length) {
            throw new IllegalArgumentException(Text.format(
                    "an image of %dx%d (HEIGHTxWIDTH) with %s holds %d bytes, got %d",
                    height, width, format, length, bytes.length));
        }
    }

    /**
     * The values of an image, never changed by a colour profile or a gamma curve.
     *
     * <ul>
     * <li>One channel from an image of one channel; also from a palette or red, green and blue that are grey in every
     * pixel.
     * <li>Three channels from red, green and blue, a palette, or the inks of CMYK without a profile; grey values are
     * repeated three times.
     * <li>Any other number of channels from as many bands, so that transparency can be a channel. Otherwise
     * transparency is dropped.
     * <li>8 bits from the higher byte of 16; 16 bits from 8 times 257.
     * </ul>
     *
     * @param name what the image is called in the message of an error, for example its file
     * @throws BadData if the image has other channels, or values other than whole numbers of 8 or 16 bits from 0 on
     */
    public static Pixels of(BufferedImage image, PixelFormat format, String name) {
        byte[] bytes = new PixelReading(image, format, name).bytes();
        return new Pixels(image.getHeight(), image.getWidth(), format, bytes);
    }

    /** One value. */
    public int at(int y, int x, int channel) {
        int index = (y * width + x) * format.channels() + channel;
        return format.bits() == Byte.SIZE
                ? bytes[index] & 0xFF
                : bytes[2 * index] & 0xFF | (bytes[2 * index + 1] & 0xFF) << Byte.SIZE;
    }

    /**
     * A picture for people: the first three channels as red, green and blue, or the first as grey. Values of 16 bits
     * are shown relative to the largest in the image.
     */
    public BufferedImage picture() {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int most = format.bits() == Byte.SIZE ? format.largest() : Math.max(1, largest());
        int second = format.channels() < 3 ? 0 : 1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = at(y, x, 0) * 255 / most;
                int green = at(y, x, second) * 255 / most;
                int blue = at(y, x, 2 * second) * 255 / most;
                picture.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return picture;
    }

    /** The mirror image: left and right exchanged. */
    public Pixels mirrored() {
        int pixel = format.bytesPerPixel();
        byte[] mirrored = new byte[bytes.length];
        for (int y = 0; y < height; y++) {
            int row = y * width;
            for (int x = 0; x < width; x++) {
                System.arraycopy(bytes, (row + width - 1 - x) * pixel, mirrored, (row + x) * pixel, pixel);
            }
        }
        return new Pixels(height, width, format, mirrored);
    }

    /**
     * A part of the image.
     *
     * @param top first row, inside the image
     * @param left first column, inside the image
     * @param rows height of the part; below the image its last row is repeated
     * @param columns width of the part; to the right of the image its last column is repeated
     */
    public Pixels part(int top, int left, int rows, int columns) {
        if (top == 0 && left == 0 && rows == height && columns == width) {
            return this;
        }
        int pixel = format.bytesPerPixel();
        int inside = Math.min(columns, width - left) * pixel;
        byte[] part = new byte[Math.toIntExact((long) rows * columns * pixel)];
        for (int y = 0; y < rows; y++) {
            int source = (Math.min(top + y, height - 1) * width + left) * pixel;
            int target = y * columns * pixel;
            System.arraycopy(bytes, source, part, target, inside);
            for (int at = inside; at < columns * pixel; at++) {
                part[target + at] = part[target + at - pixel];
            }
        }
        return new Pixels(rows, columns, format, part);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pixels pixels
                && height == pixels.height
                && width == pixels.width
                && format.equals(pixels.format)
                && Arrays.equals(bytes, pixels.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hash(height, width, format) + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return Text.format("Pixels[%dx%d, %s]", height, width, format);
    }

    private int largest() {
        int largest = 0;
        for (int i = 0; i < bytes.length; i += 2) {
            largest = Math.max(largest, bytes[i] & 0xFF | (bytes[i + 1] & 0xFF) << Byte.SIZE);
        }
        return largest;
    }
}
