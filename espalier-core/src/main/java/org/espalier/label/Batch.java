package org.espalier.label;

import org.espalier.text.Text;

/**
 * A batch of images of one size with their labels: output of the loader, input of the engine.
 *
 * @param images RGB bytes 0..255, {@code [count, height, width, 3]}, row by row; kept, not copied
 * @param labels class numbers, {@link LabelSet#IGNORE} for none, {@code [count, height, width]}; kept, not copied
 * @param count images, at least 1
 * @param height pixels, at least 1
 * @param width pixels, at least 1
 */
public record Batch(byte[] images, byte[] labels, int count, int height, int width) {

    /**
     * @throws IllegalArgumentException if a side is less than 1 or an array has another length than the shape says
     */
    public Batch {
        long pixels = (long) count * height * width;
        if (count < 1 || height < 1 || width < 1 || labels.length != pixels || images.length != 3 * pixels) {
            throw new IllegalArgumentException(Text.format(
                    "a batch of %d images of %dx%d (HEIGHTxWIDTH) holds %d image and %d label bytes, got %d and %d",
                    count, height, width, 3 * pixels, pixels, images.length, labels.length));
        }
    }

    @Override
    public String toString() {
        return Text.format("Batch[%d of %dx%d]", count, height, width);
    }
}
