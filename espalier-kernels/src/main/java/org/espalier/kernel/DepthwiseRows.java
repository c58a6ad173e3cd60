package org.espalier.kernel;

import static org.espalier.kernel.Lanes.COUNT;
import static org.espalier.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** The inner loops of {@link DepthwiseConvolution}. Weights are repeated pixel by pixel along a row. */
final class DepthwiseRows {

    private DepthwiseRows() {}

    /**
     * Two rows of outputs from nine taps: {@code out = start + sum of in * weight}.
     *
     * @param at where each tap's inputs of the first row begin
     * @param next floats from there to the second row's
     * @param weight where the first tap's weights begin; the others' follow after {@code tile} floats each
     * @param length floats of a row, a multiple of the lanes
     */
    static void nineTaps(
            float[] in,
            int[] at,
            int firstAt,
            int next,
            float[] weights,
            int weight,
            int tile,
            float[] start,
            int start0,
            int start1,
            float[] out,
            int out0,
            int out1,
            int length) {
        int a0 = at[firstAt];
        int a1 = at[firstAt + 1];
        int a2 = at[firstAt + 2];
        int a3 = at[firstAt + 3];
        int a4 = at[firstAt + 4];
        int a5 = at[firstAt + 5];
        int a6 = at[firstAt + 6];
        int a7 = at[firstAt + 7];
        int a8 = at[firstAt + 8];
        for (int i = 0; i < length; i += COUNT) {
            FloatVector w = FloatVector.fromArray(SPECIES, weights, weight + i);
            FloatVector u = FloatVector.fromArray(SPECIES, in, a0 + i)
                    .fma(w, FloatVector.fromArray(SPECIES, start, start0 + i));
            FloatVector v = FloatVector.fromArray(SPECIES, in, a0 + next + i)
                    .fma(w, FloatVector.fromArray(SPECIES, start, start1 + i));
            w = FloatVector.fromArray(SPECIES, weights, weight + tile + i);
            u = FloatVector.fromArray(SPECIES, in, a1 + i).fma(w, u);
            v = FloatVector.fromArray(SPECIES, in, a1 + next + i).fma(w, v);
            w = FloatVector.fromArray(SPECIES, weights, weight + 2 * tile + i);
            u = FloatVector.fromArray(SPECIES, in, a2 + i).fma(w, u);
            v = FloatVector.fromArray(SPECIES, in, a2 + next + i).fma(w, v);
            w = FloatVector.fromArray(SPECIES, weights, weight + 3 * tile + i);
            u = FloatVector.fromArray(SPECIES, in, a3 + i).fma(w, u);
            v = FloatVector.fromArray(SPECIES, in, a3 + next + i).fma(w, v);
            w = FloatVector.fromArray(SPECIES, weights, weight + 4 * tile + i);
            u = FloatVector.fromArray(SPECIES, in, a4 + i).fma(w, u);
            v = FloatVector.fromArray(SPECIES, in, a4 + next + i).fma(w, v);
            w = FloatVector.fromArray(SPECIES, weights, weight + 5 * tile + i);
            u = FloatVector.fromArray(SPECIES, in, a5 + i).fma(w, u);
            v = FloatVector.fromArray(SPECIES, in, a5 + next + i).fma(w, v);
            w = FloatVector.fromArray(SPECIES, weights, weight + 6 * tile + i);
            u = FloatVector.fromArray(SPECIES, in, a6 + i).fma(w, u);
            v = FloatVector.fromArray(SPECIES, in, a6 + next + i).fma(w, v);
            w = FloatVector.fromArray(SPECIES, weights, weight + 7 * tile + i);
            u = FloatVector.fromArray(SPECIES, in, a7 + i).fma(w, u);
            v = FloatVector.fromArray(SPECIES, in, a7 + next + i).fma(w, v);
            w = FloatVector.fromArray(SPECIES, weights, weight + 8 * tile + i);
            u = FloatVector.fromArray(SPECIES, in, a8 + i).fma(w, u);
            v = FloatVector.fromArray(SPECIES, in, a8 + next + i).fma(w, v);
            u.intoArray(out, out0 + i);
            v.intoArray(out, out1 + i);
        }
    }

    /** As {@link #nineTaps}, from three taps with weights at {@code w0}, {@code w1} and {@code w2}. */
    static void threeTaps(
            float[] in,
            int a0,
            int a1,
            int a2,
            int next,
            float[] weights,
            int w0,
            int w1,
            int w2,
            float[] start,
            int start0,
            int start1,
            float[] out,
            int out0,
            int out1,
            int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector w = FloatVector.fromArray(SPECIES, weights, w0 + i);
            FloatVector u = FloatVector.fromArray(SPECIES, in, a0 + i)
                    .fma(w, FloatVector.fromArray(SPECIES, start, start0 + i));
            FloatVector v = FloatVector.fromArray(SPECIES, in, a0 + next + i)
                    .fma(w, FloatVector.fromArray(SPECIES, start, start1 + i));
            w = FloatVector.fromArray(SPECIES, weights, w1 + i);
            u = FloatVector.fromArray(SPECIES, in, a1 + i).fma(w, u);
            v = FloatVector.fromArray(SPECIES, in, a1 + next + i).fma(w, v);
            w = FloatVector.fromArray(SPECIES, weights, w2 + i);
            u = FloatVector.fromArray(SPECIES, in, a2 + i).fma(w, u);
            v = FloatVector.fromArray(SPECIES, in, a2 + next + i).fma(w, v);
            u.intoArray(out, out0 + i);
            v.intoArray(out, out1 + i);
        }
    }

    /**
     * Adds to nine rows of sums, one for each tap, the products of inputs and gradients of {@code rows} rows.
     *
     * @param at where each tap's inputs of the first row begin; the next row's follow after {@code inRow} floats
     * @param sum where the first tap's sums begin; the others' follow after {@code length} floats each
     * @param length floats of a row of gradients, a multiple of the lanes
     */
    static void nineSums(
            float[] in,
            int[] at,
            int firstAt,
            int inRow,
            float[] gradients,
            int gradient,
            int rows,
            float[] sums,
            int sum,
            int length) {
        int a0 = at[firstAt];
        int a1 = at[firstAt + 1];
        int a2 = at[firstAt + 2];
        int a3 = at[firstAt + 3];
        int a4 = at[firstAt + 4];
        int a5 = at[firstAt + 5];
        int a6 = at[firstAt + 6];
        int a7 = at[firstAt + 7];
        int a8 = at[firstAt + 8];
        for (int i = 0; i < length; i += COUNT) {
            int to = sum + i;
            FloatVector s0 = FloatVector.fromArray(SPECIES, sums, to);
            FloatVector s1 = FloatVector.fromArray(SPECIES, sums, to + length);
            FloatVector s2 = FloatVector.fromArray(SPECIES, sums, to + 2 * length);
            FloatVector s3 = FloatVector.fromArray(SPECIES, sums, to + 3 * length);
            FloatVector s4 = FloatVector.fromArray(SPECIES, sums, to + 4 * length);
            FloatVector s5 = FloatVector.fromArray(SPECIES, sums, to + 5 * length);
            FloatVector s6 = FloatVector.fromArray(SPECIES, sums, to + 6 * length);
            FloatVector s7 = FloatVector.fromArray(SPECIES, sums, to + 7 * length);
            FloatVector s8 = FloatVector.fromArray(SPECIES, sums, to + 8 * length);
            for (int row = 0; row < rows; row++) {
                int from = row * inRow + i;
                FloatVector g = FloatVector.fromArray(SPECIES, gradients, gradient + row * length + i);
                s0 = FloatVector.fromArray(SPECIES, in, from + a0).fma(g, s0);
                s1 = FloatVector.fromArray(SPECIES, in, from + a1).fma(g, s1);
                s2 = FloatVector.fromArray(SPECIES, in, from + a2).fma(g, s2);
                s3 = FloatVector.fromArray(SPECIES, in, from + a3).fma(g, s3);
                s4 = FloatVector.fromArray(SPECIES, in, from + a4).fma(g, s4);
                s5 = FloatVector.fromArray(SPECIES, in, from + a5).fma(g, s5);
                s6 = FloatVector.fromArray(SPECIES, in, from + a6).fma(g, s6);
                s7 = FloatVector.fromArray(SPECIES, in, from + a7).fma(g, s7);
                s8 = FloatVector.fromArray(SPECIES, in, from + a8).fma(g, s8);
            }
            s0.intoArray(sums, to);
            s1.intoArray(sums, to + length);
            s2.intoArray(sums, to + 2 * length);
            s3.intoArray(sums, to + 3 * length);
            s4.intoArray(sums, to + 4 * length);
            s5.intoArray(sums, to + 5 * length);
            s6.intoArray(sums, to + 6 * length);
            s7.intoArray(sums, to + 7 * length);
            s8.intoArray(sums, to + 8 * length);
        }
    }

    /** As {@link #nineSums}, for one tap. */
    static void oneSum(
            float[] in,
            int at,
            int inRow,
            float[] gradients,
            int gradient,
            int rows,
            float[] sums,
            int sum,
            int length) {
        for (int row = 0; row < rows; row++) {
            int from = at + row * inRow;
            int by = gradient + row * length;
            for (int i = 0; i < length; i += COUNT) {
                FloatVector.fromArray(SPECIES, in, from + i)
                        .fma(
                                FloatVector.fromArray(SPECIES, gradients, by + i),
                                FloatVector.fromArray(SPECIES, sums, sum + i))
                        .intoArray(sums, sum + i);
            }
        }
    }

    /** Adds up pixels: the sums of all of them come to lie in the first. */
    static void foldPixels(float[] sums, int at, int pixels, int channels) {
        int left = pixels;
        while (left > 1) {
            int half = left / 2;
            add(sums, at + (left - half) * channels, at, half * channels);
            left -= half;
        }
    }

    private static void add(float[] sums, int from, int to, int length) {
        int i = 0;
        for (; i <= length - COUNT; i += COUNT) {
            FloatVector.fromArray(SPECIES, sums, to + i)
                    .add(FloatVector.fromArray(SPECIES, sums, from + i))
                    .intoArray(sums, to + i);
        }
        for (; i < length; i++) {
            sums[to + i] += sums[from + i];
        }
    }
}
