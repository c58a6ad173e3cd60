package org.espalier.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.espalier.kernel.Scratch.Slot;
import org.jspecify.annotations.Nullable;

/**
 * Batch normalisation with the batch's own statistics, and the activation after it: {@code y = activation((x - mean) /
 * sqrt(variance + epsilon) * scale + shift)}, channel by channel. The batch may consist of several equal parts, each
 * with its own statistics. Sums are float over at most a few hundred values of a channel, and double beyond; variances
 * are sums of squared differences from a mean.
 */
public final class BatchNormalization {

    private BatchNormalization() {}

    /**
     * The outputs and the statistics.
     *
     * @param groups parts with statistics of their own
     * @param pixels pixels of a part, images times height times width
     * @param x [groups, pixels, channels]
     * @param scale [channels], or null for 1
     * @param shift [channels], or null for 0
     * @param y [groups, pixels, channels], overwritten
     * @param mean [groups, channels], overwritten
     * @param variance [groups, channels], overwritten: the mean squared difference from the mean (biased)
     */
    public static void forward(
            int groups,
            int pixels,
            int channels,
            FloatBuffer x,
            float @Nullable [] scale,
            float @Nullable [] shift,
            float epsilon,
            Activation activation,
            FloatBuffer y,
            float[] mean,
            float[] variance,
            Threads threads) {
        PixelChunks chunks = new PixelChunks(groups, pixels, channels);
        chunks.check("x", x);
        chunks.check("y", y);
        try (Scratch scratch = Scratch.borrow()) {
            float[] values = scratch.floats(Slot.INPUT, chunks.count() * chunks.floats());
            double[] means = new double[chunks.count() * channels];
            double[] squares = new double[chunks.count() * channels];
            threads.forEach(chunks.count(), chunk -> {
                chunks.copy(x, chunk, values);
                moments(chunks, values, chunk, means, squares);
            });
            combine(chunks, means, squares, mean, variance);
            float[][] factors = new float[groups][];
            float[][] shifts = new float[groups][];
            affine(chunks, scale, shift, epsilon, mean, variance, factors, shifts);
            threads.forEach(chunks.count(), chunk -> normalize(chunks, values, chunk, factors, shifts, activation, y));
        }
    }

    /**
     * The outputs once more, from the statistics that {@link #forward} wrote: the same bits.
     *
     * @param x what went in, [groups, pixels, channels]
     * @param scale [channels], or null for 1
     * @param shift [channels], or null for 0
     * @param mean [groups, channels]
     * @param variance [groups, channels]
     * @param y [groups, pixels, channels], overwritten
     */
    public static void again(
            int groups,
            int pixels,
            int channels,
            FloatBuffer x,
            float @Nullable [] scale,
            float @Nullable [] shift,
            float[] mean,
            float[] variance,
            float epsilon,
            Activation activation,
            FloatBuffer y,
            Threads threads) {
        PixelChunks chunks = new PixelChunks(groups, pixels, channels);
        chunks.check("x", x);
        chunks.check("y", y);
        try (Scratch scratch = Scratch.borrow()) {
            float[] values = scratch.floats(Slot.INPUT, chunks.count() * chunks.floats());
            float[][] factors = new float[groups][];
            float[][] shifts = new float[groups][];
            affine(chunks, scale, shift, epsilon, mean, variance, factors, shifts);
            threads.forEach(chunks.count(), chunk -> {
                chunks.copy(x, chunk, values);
                normalize(chunks, values, chunk, factors, shifts, activation, y);
            });
        }
    }

    private static void normalize(
            PixelChunks chunks,
            float[] values,
            int chunk,
            float[][] factors,
            float[][] shifts,
            Activation activation,
            FloatBuffer y) {
        int group = chunk / chunks.chunksOfGroup();
        NormalizationRows.normalize(
                values,
                chunk * chunks.floats(),
                chunks.rows(chunk),
                chunks.row(),
                factors[group],
                shifts[group],
                activation.least(),
                activation.most());
        chunks.put(values, chunk, y);
    }

    /** A chunk's means, and its sums of squared differences from them. */
    private static void moments(PixelChunks chunks, float[] values, int chunk, double[] means, double[] squares) {
        int channels = chunks.channels();
        int first = chunk * chunks.floats();
        int to = chunk * channels;
        int pixels = chunks.pixelsOf(chunk);
        float[] row = new float[chunks.row()];
        NormalizationRows.sums(values, first, chunks.rows(chunk), row.length, row);
        chunks.fold(row, means, to);
        for (int channel = 0; channel < channels; channel++) {
            means[to + channel] /= pixels;
        }
        float[] mean = chunks.tile(channel -> means[to + channel]);
        int end = first + chunks.rows(chunk) * row.length;
        int length = chunks.length(chunk);
        // What fills up the last row adds nothing.
        System.arraycopy(mean, length % row.length, values, first + length, end - first - length);
        NormalizationRows.squares(values, first, chunks.rows(chunk), row.length, mean, row);
        chunks.fold(row, squares, to);
        for (int channel = 0; channel < channels; channel++) {
            double rounded = means[to + channel] - mean[channel];
            squares[to + channel] -= pixels * rounded * rounded;
        }
    }

    /** The groups' means and variances from those of their chunks. */
    private static void combine(PixelChunks chunks, double[] means, double[] squares, float[] mean, float[] variance) {
        int channels = chunks.channels();
        for (int place = 0; place < chunks.groups() * channels; place++) {
            int first = place / channels * chunks.chunksOfGroup();
            int channel = place % channels;
            double sum = 0;
            for (int chunk = first; chunk < first + chunks.chunksOfGroup(); chunk++) {
                sum += chunks.pixelsOf(chunk) * means[chunk * channels + channel];
            }
            double overall = sum / chunks.pixels();
            double squared = 0;
            for (int chunk = first; chunk < first + chunks.chunksOfGroup(); chunk++) {
                double apart = means[chunk * channels + channel] - overall;
                squared += squares[chunk * channels + channel] + chunks.pixelsOf(chunk) * apart * apart;
            }
            mean[place] = (float) overall;
            variance[place] = (float) Math.max(0, squared / chunks.pixels());
        }
    }

    /** Each group's normalisation as a factor and a shift. */
    private static void affine(
            PixelChunks chunks,
            float @Nullable [] scale,
            float @Nullable [] shift,
            float epsilon,
            float[] mean,
            float[] variance,
            float[][] factors,
            float[][] shifts) {
        int channels = chunks.channels();
        for (int group = 0; group < chunks.groups(); group++) {
            int from = group * channels;
            float[] factor = chunks.tile(channel ->
                    (scale == null ? 1 : scale[channel]) / Math.sqrt((double) variance[from + channel] + epsilon));
            factors[group] = factor;
            shifts[group] = chunks.tile(
                    channel -> (shift == null ? 0 : shift[channel]) - (double) mean[from + channel] * factor[channel]);
        }
    }

    /**
     * The gradients. Which outputs the activation limited is computed again from {@code x}.
     *
     * @param x what went in
     * @param gy gradient for the output, [groups, pixels, channels]
     * @param mean as the forward pass wrote it
     * @param variance as the forward pass wrote it
     * @param gx gradient for {@code x}, overwritten
     * @param scaleGradient [channels], overwritten
     * @param shiftGradient [channels], overwritten
     */
    public static void backward(
            int groups,
            int pixels,
            int channels,
            FloatBuffer x,
            FloatBuffer gy,
            float @Nullable [] scale,
            float @Nullable [] shift,
            float[] mean,
            float[] variance,
            float epsilon,
            Activation activation,
            FloatBuffer gx,
            float[] scaleGradient,
            float[] shiftGradient,
            Threads threads) {
        PixelChunks chunks = new PixelChunks(groups, pixels, channels);
        chunks.check("x", x);
        chunks.check("gy", gy);
        chunks.check("gx", gx);
        try (Scratch scratch = Scratch.borrow()) {
            float[] values = scratch.floats(Slot.INPUT, chunks.count() * chunks.floats());
            float[] gradients = scratch.floats(Slot.OUTPUT, chunks.count() * chunks.floats());
            float[][] factors = new float[groups][];
            float[][] shifts = new float[groups][];
            affine(chunks, scale, shift, epsilon, mean, variance, factors, shifts);
            float[][] means = new float[groups][];
            Arrays.setAll(means, group -> chunks.tile(channel -> mean[group * channels + channel]));
            double[] sums = new double[chunks.count() * channels];
            double[] products = new double[chunks.count() * channels];
            threads.forEach(chunks.count(), chunk -> {
                int group = chunk / chunks.chunksOfGroup();
                chunks.copy(x, chunk, values);
                chunks.copy(gy, chunk, gradients);
                float[] rowOfSums = new float[chunks.row()];
                float[] rowOfProducts = new float[chunks.row()];
                NormalizationRows.gradientSums(
                        values,
                        gradients,
                        chunk * chunks.floats(),
                        chunks.rows(chunk),
                        chunks.row(),
                        factors[group],
                        shifts[group],
                        means[group],
                        activation.least(),
                        activation.most(),
                        rowOfSums,
                        rowOfProducts);
                chunks.fold(rowOfSums, sums, chunk * channels);
                chunks.fold(rowOfProducts, products, chunk * channels);
            });
            double[] groupSums = perGroup(chunks, sums);
            double[] groupProducts = perGroup(chunks, products);
            float[][] slopes = new float[groups][];
            float[][] constants = new float[groups][];
            double[] scaleSums = new double[channels];
            double[] shiftSums = new double[channels];
            for (int group = 0; group < groups; group++) {
                int from = group * channels;
                float[] factor = factors[group];
                slopes[group] = chunks.tile(channel -> -factor[channel]
                        * groupProducts[from + channel]
                        / ((double) variance[from + channel] + epsilon)
                        / pixels);
                constants[group] = chunks.tile(channel -> -factor[channel] * groupSums[from + channel] / pixels);
                for (int channel = 0; channel < channels; channel++) {
                    shiftSums[channel] += groupSums[from + channel];
                    scaleSums[channel] +=
                            groupProducts[from + channel] / Math.sqrt((double) variance[from + channel] + epsilon);
                }
            }
            for (int channel = 0; channel < channels; channel++) {
                scaleGradient[channel] = (float) scaleSums[channel];
                shiftGradient[channel] = (float) shiftSums[channel];
            }
            threads.forEach(chunks.count(), chunk -> {
                int group = chunk / chunks.chunksOfGroup();
                NormalizationRows.inputGradients(
                        values,
                        gradients,
                        chunk * chunks.floats(),
                        chunks.rows(chunk),
                        chunks.row(),
                        factors[group],
                        means[group],
                        slopes[group],
                        constants[group]);
                chunks.put(gradients, chunk, gx);
            });
        }
    }

    /** The groups' sums from those of their chunks, in the chunks' order. */
    private static double[] perGroup(PixelChunks chunks, double[] ofChunks) {
        int channels = chunks.channels();
        double[] sums = new double[chunks.groups() * channels];
        for (int chunk = 0; chunk < chunks.count(); chunk++) {
            int to = chunk / chunks.chunksOfGroup() * channels;
            for (int channel = 0; channel < channels; channel++) {
                sums[to + channel] += ofChunks[chunk * channels + channel];
            }
        }
        return sums;
    }
}
