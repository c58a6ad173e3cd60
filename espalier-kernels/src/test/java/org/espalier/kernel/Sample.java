package org.espalier.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/** Random values in the forms that kernels take, and how far results are from what they should be. */
final class Sample {

    private Sample() {}

    static float[] floats(RandomGenerator random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static FloatBuffer direct(int length) {
        return ByteBuffer.allocateDirect(length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    static FloatBuffer direct(float[] values) {
        return direct(values.length).put(values).flip();
    }

    static float[] values(FloatBuffer buffer) {
        float[] values = new float[buffer.limit()];
        buffer.get(0, values);
        return values;
    }

    /** Checks that the distance from {@code expected} is at most {@code tolerance} times its length. */
    static void assertNear(String name, float[] got, double[] expected, double tolerance) {
        assertThat(got).hasSameSizeAs(expected);
        double distance = 0;
        double length = 0;
        for (int i = 0; i < got.length; i++) {
            distance += (got[i] - expected[i]) * (got[i] - expected[i]);
            length += expected[i] * expected[i];
        }
        assertThat(Math.sqrt(distance)).as(name).isLessThanOrEqualTo(tolerance * Math.sqrt(length) + 1e-6);
    }
}
