package org.espalier.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionTest {

    private static final int SHAPES = 60;
    private static final double TOLERANCE = 1e-5;

    @Test
    void depthwiseKernelsComputeWhatTheDefinitionSays() {
        for (int seed = 0; seed < SHAPES; seed++) {
            Random random = new Random(seed);
            int channels = channels(random);
            check(seed, random, shape(random, channels, channels, channels));
        }
    }

    @Test
    void denseKernelsComputeWhatTheDefinitionSays() {
        for (int seed = 0; seed < SHAPES; seed++) {
            Random random = new Random(seed);
            check(seed, random, shape(random, channels(random), channels(random), 1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8, 12, 1, 8, 8",
        "8, 12, 1, 12, 12",
        "8, 12, 2, 12, 3",
        "8, 12, 1, 1, 1",
        "16, 24, 2, 1, 0",
        "7, 5, 3, 2, 1",
    })
    void knownShapesComputeWhatTheDefinitionSays(int height, int width, int stride, int dilation, int padding) {
        int outHeight = (height + 2 * padding - 2 * dilation - 1) / stride + 1;
        int outWidth = (width + 2 * padding - 2 * dilation - 1) / stride + 1;
        if (outHeight < 1 || outWidth < 1) {
            outHeight = 1;
            outWidth = 1;
        }
        for (int channels : new int[] {4, 20, 24, 64}) {
            for (int groups : new int[] {1, channels}) {
                Convolution convolution = new Convolution(
                        2, height, width, channels, channels, groups, 3, 3, stride, dilation, padding, padding,
                        outHeight, outWidth);
                check(channels, new Random(channels), convolution);
            }
        }
    }

    @Test
    void theSizeOfBuffersIsChecked() {
        Convolution convolution = new Convolution(1, 2, 2, 3, 4, 1, 1, 1, 1, 1, 0, 0, 2, 2);
        FloatBuffer wrong = Sample.direct(11);
        assertThatThrownBy(() -> ConvolutionKernel.forward(
                        convolution, wrong, new float[12], null, Sample.direct(16), Threads.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("x: 11 floats; 12 are needed");
    }

    private static int channels(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(1, 10);
            case 1 -> 4 * random.nextInt(1, 12);
            case 2 -> 8 * random.nextInt(1, 9);
            default -> random.nextInt(1, 131);
        };
    }

    private static Convolution shape(RandomGenerator random, int in, int out, int groups) {
        int largest = in * out / groups > 1000 ? 5 : 14;
        int height = random.nextInt(1, largest);
        int width = random.nextInt(1, largest);
        int kernelHeight = random.nextInt(1, random.nextBoolean() ? 4 : 6);
        int kernelWidth = random.nextBoolean() ? kernelHeight : random.nextInt(1, 6);
        int stride = random.nextInt(1, 3);
        int dilation = random.nextBoolean() ? 1 : random.nextInt(1, 13);
        int top = random.nextInt(0, (kernelHeight - 1) * dilation + 2);
        int left = random.nextInt(0, (kernelWidth - 1) * dilation + 2);
        // Rows and columns of zeros after the map as they come.
        int outHeight = Math.max(1, height / stride + random.nextInt(-1, 3));
        int outWidth = Math.max(1, width / stride + random.nextInt(-1, 3));
        return new Convolution(
                random.nextInt(1, 4),
                height,
                width,
                in,
                out,
                groups,
                kernelHeight,
                kernelWidth,
                stride,
                dilation,
                top,
                left,
                outHeight,
                outWidth);
    }

    private static void check(int seed, RandomGenerator random, Convolution convolution) {
        float[] x = Sample.floats(random, convolution.images() * convolution.inImage());
        float[] gy = Sample.floats(random, convolution.images() * convolution.outImage());
        float[] kernel = Sample.floats(random, convolution.kernelSize());
        float[] bias = Sample.floats(random, convolution.outChannels());
        Results one = Results.of(convolution, x, gy, kernel, bias, Threads.ONE);
        ReferenceConvolution reference = new ReferenceConvolution(convolution);
        String name = "seed " + seed + ", " + convolution + ": ";
        Sample.assertNear(name + "y", one.y, reference.forward(x, kernel, bias), TOLERANCE);
        Sample.assertNear(name + "gx", one.gx, reference.inputGradient(gy, kernel), TOLERANCE);
        Sample.assertNear(name + "kernel", one.kernelGradient, reference.kernelGradient(x, gy), TOLERANCE);
        Sample.assertNear(name + "bias", one.biasGradient, reference.biasGradient(gy), TOLERANCE);
        for (int threads = 2; threads <= 3; threads++) {
            assertThat(Results.of(convolution, x, gy, kernel, bias, new Threads(threads)))
                    .as(name + threads + " threads")
                    .usingRecursiveComparison()
                    .isEqualTo(one);
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Results(float[] y, float[] gx, float[] kernelGradient, float[] biasGradient) {

        static Results of(
                Convolution convolution, float[] x, float[] gy, float[] kernel, float[] bias, Threads threads) {
            FloatBuffer input = Sample.direct(x);
            FloatBuffer gradient = Sample.direct(gy);
            FloatBuffer y = Sample.direct(gy.length);
            FloatBuffer gx = Sample.direct(x.length);
            float[] kernelGradient = new float[kernel.length];
            ConvolutionKernel.forward(convolution, input, kernel, bias, y, threads);
            ConvolutionKernel.inputGradient(convolution, gradient, kernel, gx, threads);
            ConvolutionKernel.kernelGradient(convolution, input, gradient, kernelGradient, threads);
            float[] biasGradient = new float[bias.length];
            int pixels = gy.length / convolution.outChannels();
            ChannelSums.biasGradient(pixels, convolution.outChannels(), gradient, biasGradient, threads);
            return new Results(Sample.values(y), Sample.values(gx), kernelGradient, biasGradient);
        }
    }
}
