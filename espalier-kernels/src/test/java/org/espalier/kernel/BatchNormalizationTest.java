package org.espalier.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchNormalizationTest {

    private static final float EPSILON = 1e-5f;

    @Test
    void outputsAndGradientsAreWhatTheDefinitionSays() {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            int channels = random.nextBoolean() ? 4 * random.nextInt(1, 17) : random.nextInt(1, 131);
            int pixels = random.nextInt(2, random.nextBoolean() ? 20 : 400);
            check(seed, random, random.nextInt(1, 4), pixels, channels, 0, 1e-5);
        }
    }

    @Test
    void variancesAreExactFarFromZero() {
        check(1, new Random(1), 2, 1000, 20, 1000, 1e-3);
    }

    private static void check(
            int seed, Random random, int groups, int pixels, int channels, float centre, double tolerance) {
        Activation activation = switch (seed % 3) {
            case 0 -> Activation.NONE;
            case 1 -> Activation.RELU;
            default -> Activation.RELU6;
        };
        float[] x = Sample.floats(random, groups * pixels * channels);
        for (int i = 0; i < x.length; i++) {
            x[i] = 3 * x[i] + 0.1f * (i % channels) + centre;
        }
        float[] gy = Sample.floats(random, x.length);
        float @Nullable [] scale = seed % 4 == 0 ? null : Sample.floats(random, channels);
        float @Nullable [] shift = seed % 4 == 1 ? null : Sample.floats(random, channels);
        Results one = Results.of(groups, pixels, channels, x, gy, scale, shift, activation, Threads.ONE);
        ReferenceNormalization reference =
                new ReferenceNormalization(groups, pixels, channels, x, scale, shift, EPSILON, activation);
        String name = "seed " + seed + ", " + groups + " groups of " + pixels + " pixels, " + channels + " channels, "
                + activation + ": ";
        Sample.assertNear(name + "mean", one.mean, reference.mean(), 1e-6);
        Sample.assertNear(name + "variance", one.variance, reference.variance(), 1e-6);
        Sample.assertNear(name + "y", one.y, reference.outputs(), tolerance);
        assertThat(one.again).as(name + "y again").isEqualTo(one.y);
        reference.backward(gy, one.y);
        Sample.assertNear(name + "gx", one.gx, reference.inputGradient(), 10 * tolerance);
        Sample.assertNear(name + "scale", one.scaleGradient, reference.scaleGradient(), 10 * tolerance);
        Sample.assertNear(name + "shift", one.shiftGradient, reference.shiftGradient(), 10 * tolerance);
        for (int threads = 2; threads <= 3; threads++) {
            assertThat(Results.of(groups, pixels, channels, x, gy, scale, shift, activation, new Threads(threads)))
                    .as(name + threads + " threads")
                    .usingRecursiveComparison()
                    .isEqualTo(one);
        }
    }

    private record Results(
            float[] y,
            float[] again,
            float[] mean,
            float[] variance,
            float[] gx,
            float[] scaleGradient,
            float[] shiftGradient) {

        static Results of(
                int groups,
                int pixels,
                int channels,
                float[] x,
                float[] gy,
                float @Nullable [] scale,
                float @Nullable [] shift,
                Activation activation,
                Threads threads) {
            FloatBuffer input = Sample.direct(x);
            FloatBuffer y = Sample.direct(x.length);
            FloatBuffer again = Sample.direct(x.length);
            FloatBuffer gx = Sample.direct(x.length);
            float[] mean = new float[groups * channels];
            float[] variance = new float[groups * channels];
            float[] scaleGradient = new float[channels];
            float[] shiftGradient = new float[channels];
            BatchNormalization.forward(
                    groups, pixels, channels, input, scale, shift, EPSILON, activation, y, mean, variance, threads);
            BatchNormalization.again(
                    groups, pixels, channels, input, scale, shift, mean, variance, EPSILON, activation, again, threads);
            BatchNormalization.backward(
                    groups,
                    pixels,
                    channels,
                    input,
                    Sample.direct(gy),
                    scale,
                    shift,
                    mean,
                    variance,
                    EPSILON,
                    activation,
                    gx,
                    scaleGradient,
                    shiftGradient,
                    threads);
            return new Results(
                    Sample.values(y),
                    Sample.values(again),
                    mean,
                    variance,
                    Sample.values(gx),
                    scaleGradient,
                    shiftGradient);
        }
    }
}
