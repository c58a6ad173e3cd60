package org.espalier.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.espalier.kernel.Scratch.Slot;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions and their gradients: dense ones, and those of each channel with a kernel of its own. Buffers are direct
 * or not and dense, images channels-last; they are read and written from their index 0, and their positions do not
 * matter.
 */
public final class ConvolutionKernel {

    private ConvolutionKernel() {}

    /**
     * The convolution's output.
     *
     * @param x [images, height, width, inChannels]
     * @param kernel [outChannels, kernelHeight, kernelWidth, inChannels / groups]
     * @param bias a value for each output channel, or null
     * @param y [images, outHeight, outWidth, outChannels], overwritten
     */
    public static void forward(
            Convolution convolution,
            FloatBuffer x,
            float[] kernel,
            float @Nullable [] bias,
            FloatBuffer y,
            Threads threads) {
        convolution.checkIn("x", x);
        convolution.checkKernel("kernel", kernel);
        convolution.checkOut("y", y);
        Sweep sweep = Sweep.forward(convolution, kernel, bias);
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
     * @param gy gradient for the output, [images, outHeight, outWidth, outChannels]
     * @param gx [images, height, width, inChannels], overwritten
     */
    public static void inputGradient(
            Convolution convolution, FloatBuffer gy, float[] kernel, FloatBuffer gx, Threads threads) {
        convolution.checkOut("gy", gy);
        convolution.checkKernel("kernel", kernel);
        convolution.checkIn("gx", gx);
        int stride = convolution.stride();
        Sweep[] sweeps = new Sweep[stride * stride];
        Arrays.setAll(sweeps, phase -> Sweep.gradient(convolution, kernel, phase));
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
     * @param gradient [outChannels, kernelHeight, kernelWidth, inChannels / groups], overwritten
     */
    public static void kernelGradient(
            Convolution convolution, FloatBuffer x, FloatBuffer gy, float[] gradient, Threads threads) {
        convolution.checkIn("x", x);
        convolution.checkOut("gy", gy);
        convolution.checkKernel("gradient", gradient);
        Sums sums = Sums.of(convolution);
        float[] partial = new float[convolution.images() * sums.size()];
        threads.forEach(convolution.images(), image -> {
            try (Scratch scratch = Scratch.borrow()) {
                sums.ofImage(x, gy, image, partial, scratch);
            }
        });
        sums.total(partial, gradient);
    }
}
