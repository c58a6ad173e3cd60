package org.espalier.deploy;

import java.util.List;
import org.espalier.image.PixelFormat;
import org.espalier.image.Pixels;
import org.espalier.text.Text;

/**
 * A float tensor, the input or output of a model.
 *
 * @param shape lengths of the axes, for images [N, C, H, W]
 * @param values row-major; kept, not copied
 */
public record FloatTensor(List<Integer> shape, float[] values) {

    /**
     * @throws IllegalArgumentException if the number of values does not match the shape
     */
    public FloatTensor {
        shape = List.copyOf(shape);
        long expected = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        if (values.length != expected) {
            throw new IllegalArgumentException(
                    Text.format("a tensor of shape %s holds %d values, got %d", shape, expected, values.length));
        }
    }

    /**
     * One image as network input, [1, 3, H, W].
     *
     * @param rgb bytes 0..255, red, green and blue of each pixel, row by row
     */
    public static FloatTensor ofImage(byte[] rgb, int height, int width) {
        return ofImage(new Pixels(height, width, PixelFormat.RGB, rgb));
    }

    /** One image as network input, [1, channels, H, W]. */
    public static FloatTensor ofImage(Pixels image) {
        int pixels = image.height() * image.width();
        int channels = image.format().channels();
        boolean deep = image.format().bits() > Byte.SIZE;
        byte[] bytes = image.bytes();
        float[] planes = new float[channels * pixels];
        for (int i = 0; i < planes.length; i++) {
            planes[i % channels * pixels + i / channels] =
                    deep ? bytes[2 * i] & 0xFF | (bytes[2 * i + 1] & 0xFF) << Byte.SIZE : bytes[i] & 0xFF;
        }
        return new FloatTensor(List.of(1, channels, image.height(), image.width()), planes);
    }

    @Override
    public String toString() {
        return "FloatTensor" + shape;
    }
}
