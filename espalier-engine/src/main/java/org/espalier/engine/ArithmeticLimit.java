package org.espalier.engine;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.espalier.machine.Timings;

/** Peak speed of dense convolutions on this machine, as a yardstick for whole networks. */
@SuppressWarnings("try") // a scope or guard is there to be closed, not read
public final class ArithmeticLimit {

    private static final int REPETITIONS = 7;
    private static final int CHANNELS = 128;
    private static final int SIDE = 64;
    private static final int IMAGES = 4;

    private ArithmeticLimit() {}

    /**
     * Multiply-adds per second of a dense 3 x 3 convolution with 128 channels on feature maps of 64 x 64, batch 4, all
     * threads: median of 7 runs.
     */
    public static double multiplyAddsPerSecond() {
        LibTorch.load();
        try (InferenceMode mode = new InferenceMode(true);
                PointerScope scope = new PointerScope()) {
            Tensor maps = torch.randn(IMAGES, CHANNELS, SIDE, SIDE).contiguous(MemoryFormat.ChannelsLast);
            Tensor kernel = torch.randn(CHANNELS, CHANNELS, 3, 3).contiguous(MemoryFormat.ChannelsLast);
            long[] ones = {1, 1};
            double[] seconds = new double[REPETITIONS];
            for (int repetition = -1; repetition < REPETITIONS; repetition++) {
                long started = System.nanoTime();
                torch.conv2d(maps, kernel, new TensorOptional(), ones, ones, ones, 1)
                        .close();
                if (repetition >= 0) {
                    seconds[repetition] = (System.nanoTime() - started) / 1e9;
                }
            }
            double multiplyAdds = 9.0 * CHANNELS * CHANNELS * SIDE * SIDE * IMAGES;
            return multiplyAdds / Timings.median(seconds);
        }
    }
}
