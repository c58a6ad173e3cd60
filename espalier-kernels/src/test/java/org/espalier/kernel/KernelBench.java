package org.espalier.kernel;

import com.google.errorprone.annotations.FormatMethod;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Times the kernels at sizes of small networks. Runs only when named on the command line. System properties:
 * {@code espalier.bench.threads} (1), {@code espalier.bench.images} (8), {@code espalier.bench.millis} (400 for each
 * kernel).
 */
class KernelBench {

    private static final int IMAGES = Integer.getInteger("espalier.bench.images", 8);
    private static final int MILLIS = Integer.getInteger("espalier.bench.millis", 400);
    private static final Threads THREADS = new Threads(Integer.getInteger("espalier.bench.threads", 1));
    private static final Random RANDOM = new Random(1);

    @Test
    void kernelsAtTypicalSizes() {
        line(
                "%s, %d threads, %d images; microseconds (thousand million multiply-adds a second); a tenth of all"
                        + " runs takes less%n",
                Kernels.description(), THREADS.count(), IMAGES);
        for (int channels : new int[] {20, 24, 32, 64}) {
            depthwise(16, 24, channels, 1);
        }
        depthwise(32, 48, 24, 1);
        for (int dilation : new int[] {1, 2, 8}) {
            depthwise(8, 12, 64, dilation);
        }
        for (int channels : new int[] {20, 24, 32, 64}) {
            dense("1x1", same(16, 24, channels, 1, 1, 1));
        }
        dense("1x1", same(32, 48, 24, 1, 1, 1));
        dense("1x1", same(8, 12, 64, 1, 1, 1));
        dense("3x3", same(16, 24, 24, 1, 3, 1));
        dense("3x3", same(8, 12, 64, 1, 3, 1));
        dense("stem", new Convolution(IMAGES, 64, 96, 3, 20, 1, 3, 3, 2, 1, 1, 1, 32, 48));
        normalization(16, 24, 24);
        normalization(32, 48, 24);
    }

    private static Convolution same(int height, int width, int channels, int groups, int kernel, int dilation) {
        int padding = kernel / 2 * dilation;
        return new Convolution(
                IMAGES, height, width, channels, channels, groups, kernel, kernel, 1, dilation, padding, padding,
                height, width);
    }

    private static void depthwise(int height, int width, int channels, int dilation) {
        Convolution shape = same(height, width, channels, channels, 3, dilation);
        Values of = new Values(shape);
        report(
                "depthwise 3x3, dilation " + dilation,
                shape,
                fastTenth(() -> DepthwiseConvolution.forward(shape, of.x, of.kernel, null, of.y, THREADS)),
                fastTenth(() -> DepthwiseConvolution.inputGradient(shape, of.gy, of.kernel, of.gx, THREADS)),
                fastTenth(() -> DepthwiseConvolution.kernelGradient(shape, of.x, of.gy, of.gradient, THREADS)));
    }

    private static void dense(String name, Convolution shape) {
        Values of = new Values(shape);
        report(
                "dense " + name,
                shape,
                fastTenth(() -> DenseConvolution.forward(shape, of.x, of.kernel, null, of.y, THREADS)),
                fastTenth(() -> DenseConvolution.inputGradient(shape, of.gy, of.kernel, of.gx, THREADS)),
                fastTenth(() -> DenseConvolution.kernelGradient(shape, of.x, of.gy, of.gradient, THREADS)));
    }

    private static void normalization(int height, int width, int channels) {
        int pixels = IMAGES * height * width;
        FloatBuffer x = Sample.direct(Sample.floats(RANDOM, pixels * channels));
        FloatBuffer gy = Sample.direct(Sample.floats(RANDOM, pixels * channels));
        FloatBuffer y = Sample.direct(pixels * channels);
        float[] scale = Sample.floats(RANDOM, channels);
        float[] shift = Sample.floats(RANDOM, channels);
        float[] mean = new float[channels];
        float[] variance = new float[channels];
        double forward = fastTenth(() -> BatchNormalization.forward(
                1, pixels, channels, x, scale, shift, 1e-5f, Activation.RELU, y, mean, variance, THREADS));
        double backward = fastTenth(() -> BatchNormalization.backward(
                1,
                pixels,
                channels,
                x,
                gy,
                scale,
                shift,
                mean,
                variance,
                1e-5f,
                Activation.RELU,
                y,
                new float[channels],
                new float[channels],
                THREADS));
        double bias = fastTenth(() -> ChannelSums.biasGradient(pixels, channels, gy, new float[channels], THREADS));
        line(
                "normalisation with ReLU %dx%dx%d: forward %.0f, backward %.0f; bias gradient %.0f%n",
                height, width, channels, forward, backward, bias);
    }

    private static void report(String name, Convolution shape, double forward, double input, double kernel) {
        double products = (double) shape.outHeight() * shape.outWidth() * shape.kernelSize() * IMAGES / 1e3;
        line(
                "%s %dx%dx%d to %d: forward %.0f (%.1f), gradients: input %.0f (%.1f), kernel %.0f (%.1f)%n",
                name,
                shape.height(),
                shape.width(),
                shape.inChannels(),
                shape.outChannels(),
                forward,
                products / forward,
                input,
                products / input,
                kernel,
                products / kernel);
    }

    private static double fastTenth(Runnable kernel) {
        // Until the compiler is done.
        long warm = System.nanoTime() + 2_000_000L * MILLIS;
        while (System.nanoTime() < warm) {
            kernel.run();
        }
        double[] micros = new double[100_000];
        int count = 0;
        long end = System.nanoTime() + MILLIS * 1_000_000L;
        while (count < micros.length && System.nanoTime() < end) {
            long started = System.nanoTime();
            kernel.run();
            micros[count++] = (System.nanoTime() - started) / 1e3;
        }
        double[] settled = Arrays.copyOf(micros, count);
        Arrays.sort(settled);
        return settled[settled.length / 10];
    }

    @FormatMethod
    private static void line(String format, Object... values) {
        System.out.print(String.format(Locale.ROOT, format, values));
    }

    private static final class Values {

        private final FloatBuffer x;
        private final FloatBuffer gx;
        private final FloatBuffer y;
        private final FloatBuffer gy;
        private final float[] kernel;
        private final float[] gradient;

        Values(Convolution shape) {
            x = Sample.direct(Sample.floats(RANDOM, IMAGES * shape.inImage()));
            gx = Sample.direct(x.limit());
            gy = Sample.direct(Sample.floats(RANDOM, IMAGES * shape.outImage()));
            y = Sample.direct(gy.limit());
            kernel = Sample.floats(RANDOM, shape.kernelSize());
            gradient = new float[kernel.length];
        }
    }
}
