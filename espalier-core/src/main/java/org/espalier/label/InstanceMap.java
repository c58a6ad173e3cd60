package org.espalier.label;

import org.espalier.text.Text;

/**
 * An instance id for every pixel of an image: pixels of one object have one id.
 *
 * @param height pixels, at least 1
 * @param width pixels, at least 1
 * @param ids row by row, {@code height * width} of them; kept, not copied: the caller must not change the array
 *     afterwards
 */
public record InstanceMap(int height, int width, int[] ids) {

    /**
     * @throws IllegalArgumentException if a side is less than 1 or the array has another length than
     *     {@code height * width}
     */
    public InstanceMap {
        if (height < 1 || width < 1 || ids.length != (long) height * width) {
            throw new IllegalArgumentException(Text.format(
                    "instances of %dx%d (HEIGHTxWIDTH): %d ids expected, got %d",
                    height, width, (long) height * width, ids.length));
        }
    }

    @Override
    public String toString() {
        return Text.format("InstanceMap[%dx%d]", height, width);
    }
}
