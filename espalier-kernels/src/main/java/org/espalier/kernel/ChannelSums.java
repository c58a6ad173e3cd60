package org.espalier.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.espalier.kernel.Scratch.Slot;

/** Sums over all pixels, channel by channel: the gradient for a convolution's bias. */
public final class ChannelSums {

    private ChannelSums() {}

    /**
     * @param gy gradient for the output, [pixels, channels]
     * @param gradient [channels], overwritten
     */
    public static void biasGradient(int pixels, int channels, FloatBuffer gy, float[] gradient, Threads threads) {
        PixelChunks chunks = new PixelChunks(1, pixels, channels);
        chunks.check("gy", gy);
        double[] partial = new double[chunks.count() * channels];
        threads.forEach(chunks.count(), chunk -> {
            try (Scratch scratch = Scratch.borrow()) {
                float[] values = scratch.floats(Slot.INPUT, chunks.floats());
                int length = chunks.length(chunk);
                gy.get(chunks.start(chunk), values, 0, length);
                Arrays.fill(values, length, chunks.rows(chunk) * chunks.row(), 0);
                float[] row = new float[chunks.row()];
                NormalizationRows.sums(values, 0, chunks.rows(chunk), chunks.row(), row);
                chunks.fold(row, partial, chunk * channels);
            }
        });
        for (int channel = 0; channel < channels; channel++) {
            double sum = 0;
            for (int from = channel; from < partial.length; from += channels) {
                sum += partial[from];
            }
            gradient[channel] = (float) sum;
        }
    }
}
