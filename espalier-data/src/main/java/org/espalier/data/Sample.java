package org.espalier.data;

import java.awt.image.BufferedImage;
import org.espalier.image.PixelFormat;
import org.espalier.image.PixelResize;
import org.espalier.image.Pixels;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.espalier.text.Text;

/**
 * An image and the class number of each of its pixels.
 *
 * @param id name of the sample within its split, for example the file name without extension
 * @param size of image and labels
 * @param format what a pixel is; usually red, green and blue
 * @param pixelBytes values as {@link Pixels} holds them, {@code [height, width, channels]}; kept, not copied
 * @param labels class numbers, {@link LabelSet#IGNORE} for none, {@code [height, width]}; kept, not copied
 */
public record Sample(String id, DataSize size, PixelFormat format, byte[] pixelBytes, byte[] labels) {

    /**
     * @throws IllegalArgumentException if an array has another length than the size says
     */
    public Sample {
        if (pixelBytes.length != (long) format.bytesPerPixel() * size.pixels() || labels.length != size.pixels()) {
            throw new IllegalArgumentException(Text.format(
                    "sample %s of %s holds %d image and %d label bytes, got %d and %d",
                    id,
                    size,
                    (long) format.bytesPerPixel() * size.pixels(),
                    size.pixels(),
                    pixelBytes.length,
                    labels.length));
        }
    }

    /** A sample of red, green and blue, 8 bits each. */
    public Sample(String id, DataSize size, byte[] pixelBytes, byte[] labels) {
        this(id, size, PixelFormat.RGB, pixelBytes, labels);
    }

    /** The image as values of pixels; shares the array. */
    public Pixels pixels() {
        return new Pixels(size.height(), size.width(), format, pixelBytes);
    }

    /** The labels as a mask; shares the array. */
    public Mask mask() {
        return new Mask(size.height(), size.width(), labels);
    }

    /** The image as a {@link BufferedImage}, to show or write; see {@link Pixels#picture}. */
    public BufferedImage image() {
        return pixels().picture();
    }

    /**
     * The sample resized: the image is averaged over area when shrinking and interpolated when growing, labels come
     * from the nearest pixel. Returns this sample if it has the size.
     */
    public Sample resized(DataSize target) {
        if (target.equals(size)) {
            return this;
        }
        byte[] image =
                PixelResize.bytes(pixelBytes, format, size.height(), size.width(), target.height(), target.width());
        return new Sample(id, target, format, image, ImageResize.labels(labels, size, target));
    }

    @Override
    public String toString() {
        return Text.format("Sample[%s, %s]", id, size);
    }
}
