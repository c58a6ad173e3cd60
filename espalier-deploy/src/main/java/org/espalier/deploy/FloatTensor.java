package org.espalier.deploy;

import java.util.List;

/**
 * Numbers with a shape: what goes into a model and comes out of it.
 *
 * @param shape lengths of the axes, for images [N, C, H, W]
 * @param values row-major; kept, not copied
 */
public record FloatTensor(List<Integer> shape, float[] values) {

    /**
     * @throws IllegalArgumentException if the shape asks for another number of values
     */
    public FloatTensor {
        shape = List.copyOf(shape);
        long expected = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        if (values.length != expected) {
            throw new IllegalArgumentException(
                    "a tensor of shape %s holds %d values, got %d".formatted(shape, expected, values.length));
        }
    }

    @Override
    public String toString() {
        return "FloatTensor" + shape;
    }
}
