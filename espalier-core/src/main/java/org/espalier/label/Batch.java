package org.espalier.label;

import java.util.Arrays;
import org.espalier.image.PixelFormat;
import org.espalier.image.Pixels;
import org.espalier.text.Text;

/**
 * A batch of images of one size with their labels: output of the loader, input of the engine.
 *
 * @param format what a pixel is
 * @param images values as {@link Pixels} holds them, {@code [count, height, width, channels]}; kept,
 *     not copied
 * @param labels class numbers, {@link LabelSet#IGNORE} for none, {@code [count, height, width]}; kept, not copied
 * @param count images, at least 1
 * @param height pixels, at least 1
 * @param width pixels, at least 1
 */
public record Batch(PixelFormat format, byte[] images, byte[] labels, int count, int height, int width) {

    /**
     * @throws IllegalArgumentException if a side is less than 1 or an array has another length than the shape says
     */
    public Batch {
        long pixels = (long) count * height * width;
        if (count < 1
                || height < 1
                || width < 1
                || labels.length != pixels
                || images.length != format.bytesPerPixel() * pixels) {
            throw new IllegalArgumentException(Text.format(
                    "a batch of %d images of %dx%d (HEIGHTxWIDTH) holds %d image and %d label bytes, got %d and %d",
                    count, height, width, format.bytesPerPixel() * pixels, pixels, images.length, labels.length));
        }
    }

    /** A batch of images of red, green and blue, 8 bits each. */
    public Batch(byte[] images, byte[] labels, int count, int height, int width) {
        this(PixelFormat.RGB, images, labels, count, height, width);
    }

    /** Bytes of one image. */
    public int imageBytes() {
        return format.bytesPerPixel() * height * width;
    }

    /**
     * A copy of one image.
     *
     * @param index 0..count-1
     */
    public Pixels image(int index) {
        return new Pixels(
                height, width, format, Arrays.copyOfRange(images, index * imageBytes(), (index + 1) * imageBytes()));
    }

    @Override
    public String toString() {
        return Text.format("Batch[%d of %dx%d]", count, height, width);
    }
}
