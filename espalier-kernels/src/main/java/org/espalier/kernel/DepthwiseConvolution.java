package org.espalier.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.espalier.kernel.Scratch.Slot;
import org.jspecify.annotations.Nullable;

/**
 * Convolution of each channel with a kernel of its own. Buffers are direct or not and dense, images channels-last; they
 * are read and written from their index 0, and their positions do not matter.
 */
public final class DepthwiseConvolution {

    private DepthwiseConvolution() {}

    /**
     * The convolution's output.
     *
     * @param x [images, height, width, channels]
     * @param kernel [channels, kernelHeight, kernelWidth]
     * @param bias a value for each channel, or null
     * @param y [images, outHeight, outWidth, channels], overwritten
     */
    public static void forward(
            Convolution convolution,
            FloatBuffer x,
            float[] kernel,
            float @Nullable [] bias,
            FloatBuffer y,
            Threads threads) {
        check(convolution);
        convolution.checkIn("x", x);
        convolution.checkKernel("kernel", kernel);
        convolution.checkOut("y", y);
        DepthwiseSweep sweep = DepthwiseSweep.of(convolution.rows(), convolution.columns(), convolution, kernel, bias);
        int in = convolution.inImage();
        int out = convolution.outImage();
        threads.forEach(convolution.images(), image -> {
            try (Scratch scratch = Scratch.borrow()) {
                float[] rows = sweep.run(x, image * in, scratch);
                sweep.put(rows, y, image * out);
            }
        });
    }

    /**
     * The gradient for the convolution's input.
     *
     * @param gy gradient for the output, [images, outHeight, outWidth, channels]
     * @param gx [images, height, width, channels], overwritten
     */
    public static void inputGradient(
            Convolution convolution, FloatBuffer gy, float[] kernel, FloatBuffer gx, Threads threads) {
        check(convolution);
        convolution.checkOut("gy", gy);
        convolution.checkKernel("kernel", kernel);
        convolution.checkIn("gx", gx);
        int stride = convolution.stride();
        DepthwiseSweep[] sweeps = new DepthwiseSweep[stride * stride];
        Arrays.setAll(
                sweeps,
                phase -> DepthwiseSweep.of(
                        convolution.gradientRows(phase / stride),
                        convolution.gradientColumns(phase % stride),
                        convolution,
                        kernel,
                        null));
        int in = convolution.inImage();
        int out = convolution.outImage();
        threads.forEach(convolution.images(), image -> {
            try (Scratch scratch = Scratch.borrow()) {
                if (stride == 1) {
                    float[] rows = sweeps[0].run(gy, image * out, scratch);
                    sweeps[0].put(rows, gx, image * in);
                    return;
                }
                float[] all = scratch.floats(Slot.SUMS, in);
                for (int phase = 0; phase < sweeps.length; phase++) {
                    float[] rows = sweeps[phase].run(gy, image * out, scratch);
                    sweeps[phase].scatter(rows, all, convolution, phase);
                }
                gx.put(image * in, all, 0, in);
            }
        });
    }

    /**
     * The gradient for the kernel.
     *
     * @param gradient [channels, kernelHeight, kernelWidth], overwritten
     */
    public static void kernelGradient(
            Convolution convolution, FloatBuffer x, FloatBuffer gy, float[] gradient, Threads threads) {
        check(convolution);
        convolution.checkIn("x", x);
        convolution.checkOut("gy", gy);
        convolution.checkKernel("gradient", gradient);
        DepthwiseSums sums = new DepthwiseSums(convolution);
        float[] partial = new float[convolution.images() * sums.size()];
        threads.forEach(convolution.images(), image -> {
            try (Scratch scratch = Scratch.borrow()) {
                sums.ofImage(x, gy, image, partial, scratch);
            }
        });
        sums.total(partial, gradient);
    }

    private static void check(Convolution convolution) {
        if (convolution.groups() != convolution.outChannels()) {
            throw new IllegalArgumentException("groups: " + convolution.groups() + " for " + convolution.outChannels()
                    + " channels; as many are needed.");
        }
    }
}
