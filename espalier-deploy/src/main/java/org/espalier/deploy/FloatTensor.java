package org.espalier.deploy;

import java.util.List;
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
        int pixels = height * width;
        float[] planes = new float[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            planes[i % 3 * pixels + i / 3] = rgb[i] & 0xFF;
        }
        return new FloatTensor(List.of(1, 3, height, width), planes);
    }

    @Override
    public String toString() {
        return "FloatTensor" + shape;
    }
}
