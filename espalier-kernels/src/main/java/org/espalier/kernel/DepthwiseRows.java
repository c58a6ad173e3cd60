package org.espalier.kernel;

import static org.espalier.kernel.Lanes.COUNT;
import static org.espalier.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The inner loops of {@link DepthwiseSweep}. A row is one long vector. Weights and sums of a tap are repeated
 * pixel by pixel over a {@code period}, a whole number of pixels and of vectors; the places of a row that are a whole
 * number of periods apart share them, so that they stay in registers.
 */
final class DepthwiseRows {

    private DepthwiseRows() {}

    /**
     * Rows of outputs from nine taps: {@code out = start + sum of in * weight}.
     *
     * @param at where each tap's inputs of the first row begin; the next row's follow after {@code inRow} floats
     * @param weight where the first tap's weights begin; the others' follow after {@code period} floats each
     * @param startRow floats from one row's start values to the next's
     * @param startStep floats from one period's start values to the next's: {@code period}, or 0 if all share them
     * @param outRow floats of a row, a multiple of the lanes
     */
    static void nineTaps(
            float[] in,
            int[] at,
            int firstTap,
            int inRow,
            float[] weights,
            int weight,
            int period,
            float[] start,
            int firstStart,
            int startRow,
            int startStep,
            float[] out,
            int firstOut,
            int outRow,
            int rows) {
        int a0 = at[firstTap];
        int a1 = at[firstTap + 1];
        int a2 = at[firstTap + 2];
        int a3 = at[firstTap + 3];
        int a4 = at[firstTap + 4];
        int a5 = at[firstTap + 5];
        int a6 = at[firstTap + 6];
        int a7 = at[firstTap + 7];
        int a8 = at[firstTap + 8];
        for (int j = 0; j < period && j < outRow; j += COUNT) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, weights, weight + j);
            FloatVector w1 = FloatVector.fromArray(SPECIES, weights, weight + period + j);
            FloatVector w2 = FloatVector.fromArray(SPECIES, weights, weight + 2 * period + j);
            FloatVector w3 = FloatVector.fromArray(SPECIES, weights, weight + 3 * period + j);
            FloatVector w4 = FloatVector.fromArray(SPECIES, weights, weight + 4 * period + j);
            FloatVector w5 = FloatVector.fromArray(SPECIES, weights, weight + 5 * period + j);
            FloatVector w6 = FloatVector.fromArray(SPECIES, weights, weight + 6 * period + j);
            FloatVector w7 = FloatVector.fromArray(SPECIES, weights, weight + 7 * period + j);
            FloatVector w8 = FloatVector.fromArray(SPECIES, weights, weight + 8 * period + j);
            for (int row = 0; row < rows; row++) {
                int from = row * inRow + j;
                int to = firstOut + row * outRow;
                int end = to + outRow;
                int begin = firstStart + row * startRow + j;
                for (to += j; to < end; to += period) {
                    FloatVector u = FloatVector.fromArray(SPECIES, in, a0 + from)
                            .fma(w0, FloatVector.fromArray(SPECIES, start, begin));
                    FloatVector v =
                            FloatVector.fromArray(SPECIES, in, a5 + from).mul(w5);
                    u = FloatVector.fromArray(SPECIES, in, a1 + from).fma(w1, u);
                    v = FloatVector.fromArray(SPECIES, in, a6 + from).fma(w6, v);
                    u = FloatVector.fromArray(SPECIES, in, a2 + from).fma(w2, u);
                    v = FloatVector.fromArray(SPECIES, in, a7 + from).fma(w7, v);
                    u = FloatVector.fromArray(SPECIES, in, a3 + from).fma(w3, u);
                    v = FloatVector.fromArray(SPECIES, in, a8 + from).fma(w8, v);
                    u = FloatVector.fromArray(SPECIES, in, a4 + from).fma(w4, u);
                    u.add(v).intoArray(out, to);
                    from += period;
                    begin += startStep;
                }
            }
        }
    }

    /** As {@link #nineTaps}, from three taps. */
    static void threeTaps(
            float[] in,
            int[] at,
            int firstTap,
            int inRow,
            float[] weights,
            int weight,
            int period,
            float[] start,
            int firstStart,
            int startRow,
            int startStep,
            float[] out,
            int firstOut,
            int outRow,
            int rows) {
        int a0 = at[firstTap];
        int a1 = at[firstTap + 1];
        int a2 = at[firstTap + 2];
        for (int j = 0; j < period && j < outRow; j += COUNT) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, weights, weight + j);
            FloatVector w1 = FloatVector.fromArray(SPECIES, weights, weight + period + j);
            FloatVector w2 = FloatVector.fromArray(SPECIES, weights, weight + 2 * period + j);
            for (int row = 0; row < rows; row++) {
                int from = row * inRow + j;
                int to = firstOut + row * outRow;
                int end = to + outRow;
                int begin = firstStart + row * startRow + j;
                for (to += j; to < end; to += period) {
                    FloatVector u = FloatVector.fromArray(SPECIES, in, a0 + from)
                            .fma(w0, FloatVector.fromArray(SPECIES, start, begin));
                    u = FloatVector.fromArray(SPECIES, in, a1 + from).fma(w1, u);
                    u = FloatVector.fromArray(SPECIES, in, a2 + from).fma(w2, u);
                    u.intoArray(out, to);
                    from += period;
                    begin += startStep;
                }
            }
        }
    }

    /**
     * Adds to nine taps' sums the products of inputs and gradients of {@code rows} rows.
     *
     * @param at where each tap's inputs of the first row begin; the next row's follow after {@code inRow} floats
     * @param outRow floats of a row of gradients, a multiple of the lanes
     * @param sum where the first tap's sums begin; the others' follow after {@code period} floats each
     */
    static void nineSums(
            float[] in,
            int[] at,
            int firstTap,
            int inRow,
            float[] gradients,
            int gradient,
            int outRow,
            int rows,
            float[] sums,
            int sum,
            int period) {
        int a0 = at[firstTap];
        int a1 = at[firstTap + 1];
        int a2 = at[firstTap + 2];
        int a3 = at[firstTap + 3];
        int a4 = at[firstTap + 4];
        int a5 = at[firstTap + 5];
        int a6 = at[firstTap + 6];
        int a7 = at[firstTap + 7];
        int a8 = at[firstTap + 8];
        for (int j = 0; j < period && j < outRow; j += COUNT) {
            FloatVector s0 = FloatVector.fromArray(SPECIES, sums, sum + j);
            FloatVector s1 = FloatVector.fromArray(SPECIES, sums, sum + period + j);
            FloatVector s2 = FloatVector.fromArray(SPECIES, sums, sum + 2 * period + j);
            FloatVector s3 = FloatVector.fromArray(SPECIES, sums, sum + 3 * period + j);
            FloatVector s4 = FloatVector.fromArray(SPECIES, sums, sum + 4 * period + j);
            FloatVector s5 = FloatVector.fromArray(SPECIES, sums, sum + 5 * period + j);
            FloatVector s6 = FloatVector.fromArray(SPECIES, sums, sum + 6 * period + j);
            FloatVector s7 = FloatVector.fromArray(SPECIES, sums, sum + 7 * period + j);
            FloatVector s8 = FloatVector.fromArray(SPECIES, sums, sum + 8 * period + j);
            for (int row = 0; row < rows; row++) {
                int from = row * inRow + j;
                int by = gradient + row * outRow;
                int end = by + outRow;
                for (by += j; by < end; by += period) {
                    FloatVector g = FloatVector.fromArray(SPECIES, gradients, by);
                    s0 = FloatVector.fromArray(SPECIES, in, a0 + from).fma(g, s0);
                    s1 = FloatVector.fromArray(SPECIES, in, a1 + from).fma(g, s1);
                    s2 = FloatVector.fromArray(SPECIES, in, a2 + from).fma(g, s2);
                    s3 = FloatVector.fromArray(SPECIES, in, a3 + from).fma(g, s3);
                    s4 = FloatVector.fromArray(SPECIES, in, a4 + from).fma(g, s4);
                    s5 = FloatVector.fromArray(SPECIES, in, a5 + from).fma(g, s5);
                    s6 = FloatVector.fromArray(SPECIES, in, a6 + from).fma(g, s6);
                    s7 = FloatVector.fromArray(SPECIES, in, a7 + from).fma(g, s7);
                    s8 = FloatVector.fromArray(SPECIES, in, a8 + from).fma(g, s8);
                    from += period;
                }
            }
            s0.intoArray(sums, sum + j);
            s1.intoArray(sums, sum + period + j);
            s2.intoArray(sums, sum + 2 * period + j);
            s3.intoArray(sums, sum + 3 * period + j);
            s4.intoArray(sums, sum + 4 * period + j);
            s5.intoArray(sums, sum + 5 * period + j);
            s6.intoArray(sums, sum + 6 * period + j);
            s7.intoArray(sums, sum + 7 * period + j);
            s8.intoArray(sums, sum + 8 * period + j);
        }
    }

    /** As {@link #nineSums}, for three taps. */
    static void threeSums(
            float[] in,
            int[] at,
            int firstTap,
            int inRow,
            float[] gradients,
            int gradient,
            int outRow,
            int rows,
            float[] sums,
            int sum,
            int period) {
        int a0 = at[firstTap];
        int a1 = at[firstTap + 1];
        int a2 = at[firstTap + 2];
        for (int j = 0; j < period && j < outRow; j += COUNT) {
            FloatVector s0 = FloatVector.fromArray(SPECIES, sums, sum + j);
            FloatVector s1 = FloatVector.fromArray(SPECIES, sums, sum + period + j);
            FloatVector s2 = FloatVector.fromArray(SPECIES, sums, sum + 2 * period + j);
            for (int row = 0; row < rows; row++) {
                int from = row * inRow + j;
                int by = gradient + row * outRow;
                int end = by + outRow;
                for (by += j; by < end; by += period) {
                    FloatVector g = FloatVector.fromArray(SPECIES, gradients, by);
                    s0 = FloatVector.fromArray(SPECIES, in, a0 + from).fma(g, s0);
                    s1 = FloatVector.fromArray(SPECIES, in, a1 + from).fma(g, s1);
                    s2 = FloatVector.fromArray(SPECIES, in, a2 + from).fma(g, s2);
                    from += period;
                }
            }
            s0.intoArray(sums, sum + j);
            s1.intoArray(sums, sum + period + j);
            s2.intoArray(sums, sum + 2 * period + j);
        }
    }
}
