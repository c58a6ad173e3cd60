package org.espalier.data;

import java.awt.image.BufferedImage;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.espalier.text.Text;

/**
 * An image and the class number of each of its pixels.
 *
 * @param id name of the sample within its split, for example the file name without extension
 * @param size of image and labels
 * @param rgb bytes 0..255, {@code [height, width, 3]}, row by row; kept, not copied
 * @param labels class numbers, {@link LabelSet#IGNORE} for none, {@code [height, width]}; kept, not copied
 */
public record Sample(String id, DataSize size, byte[] rgb, byte[] labels) {

    /**
     * @throws IllegalArgumentException if an array has another length than the size says
     */
    public Sample {
        if (rgb.length != 3 * size.pixels() || labels.length != size.pixels()) {
            throw new IllegalArgumentException(Text.format(
                    "sample %s of %s holds %d image and %d label bytes, got %d and %d",
                    id, size, 3 * size.pixels(), size.pixels(), rgb.length, labels.length));
        }
    }

    /** The labels as a mask; shares the array. */
    public Mask mask() {
        return new Mask(size.height(), size.width(), labels);
    }

    /** The image as a {@link BufferedImage}, to show or write. */
    public BufferedImage image() {
        BufferedImage image = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        int at = 0;
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++, at += 3) {
                image.setRGB(x, y, (rgb[at] & 0xFF) << 16 | (rgb[at + 1] & 0xFF) << 8 | rgb[at + 2] & 0xFF);
            }
        }
        return image;
    }

    /**
     * The sample resized: the image is averaged over area when shrinking and interpolated when growing, labels come
     * from the nearest pixel. Returns this sample if it has the size.
     */
    public Sample resized(DataSize target) {
        if (target.equals(size)) {
            return this;
        }
        return new Sample(id, target, ImageResize.image(rgb, size, target), ImageResize.labels(labels, size, target));
    }

    @Override
    public String toString() {
        return Text.format("Sample[%s, %s]", id, size);
    }
}
