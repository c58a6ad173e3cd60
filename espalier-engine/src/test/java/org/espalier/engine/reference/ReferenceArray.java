package org.espalier.engine.reference;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.espalier.graph.Weight;

/** An array with a shape, row-major. Shapes of four axes are [N, C, h, w]. */
public record ReferenceArray(List<Integer> shape, double[] values) {

    /** A value as a function of its index in a shape of four axes. */
    interface OfPlace {
        double at(int n, int c, int y, int x);
    }

    static ReferenceArray zeros(List<Integer> shape) {
        return new ReferenceArray(shape, new double[(int) Weight.elements(shape)]);
    }

    static ReferenceArray of(List<Integer> shape, OfPlace value) {
        ReferenceArray result = zeros(shape);
        int place = 0;
        for (int n = 0; n < shape.get(0); n++) {
            for (int c = 0; c < shape.get(1); c++) {
                for (int y = 0; y < shape.get(2); y++) {
                    for (int x = 0; x < shape.get(3); x++) {
                        result.values[place++] = value.at(n, c, y, x);
                    }
                }
            }
        }
        return result;
    }

    public double at(int n, int c, int y, int x) {
        return values[((n * length(1) + c) * length(2) + y) * length(3) + x];
    }

    /** As {@link #at}, with axes of length 1 broadcast. */
    double broadcastAt(int n, int c, int y, int x) {
        return at(n % length(0), c % length(1), y % length(2), x % length(3));
    }

    boolean isInside(int y, int x) {
        return y >= 0 && y < length(2) && x >= 0 && x < length(3);
    }

    public int length(int axis) {
        return shape.get(axis);
    }

    public ReferenceArray map(DoubleUnaryOperator function) {
        return new ReferenceArray(shape, Arrays.stream(values).map(function).toArray());
    }
}
