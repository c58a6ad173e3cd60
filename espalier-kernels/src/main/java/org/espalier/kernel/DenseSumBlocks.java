package org.espalier.kernel;

import static org.espalier.kernel.Lanes.COUNT;
import static org.espalier.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The inner loops of {@link DenseSums}. A block is three or four successive inputs by one to
 * three vectors of output channels: what 16 registers hold while the pixels' products are added up. {@code pixel} is
 * the distance of two pixels' gradients, {@code weight} that of two inputs' sums.
 */
final class DenseSumBlocks {

    private DenseSumBlocks() {}

    /** Successive inputs in a block of {@code vectors} vectors. */
    static int inputs(int vectors) {
        return vectors == 3 ? 3 : 4;
    }

    /** A block of {@code vectors} vectors. */
    static void sums(
            int vectors,
            float[] in,
            int firstIn,
            int inRow,
            int inPixel,
            float[] gradients,
            int firstGradient,
            int pixel,
            int rows,
            int columns,
            float[] sums,
            int to,
            int weight) {
        switch (vectors) {
            case 1 ->
                sums1(in, firstIn, inRow, inPixel, gradients, firstGradient, pixel, rows, columns, sums, to, weight);
            case 2 ->
                sums2(in, firstIn, inRow, inPixel, gradients, firstGradient, pixel, rows, columns, sums, to, weight);
            default ->
                sums3(in, firstIn, inRow, inPixel, gradients, firstGradient, pixel, rows, columns, sums, to, weight);
        }
    }

    /** Four successive inputs by one vector. */
    static void sums1(
            float[] in,
            int firstIn,
            int inRow,
            int inPixel,
            float[] gradients,
            int firstGradient,
            int pixel,
            int rows,
            int columns,
            float[] sums,
            int to,
            int weight) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, sums, to);
        FloatVector b0 = FloatVector.fromArray(SPECIES, sums, to + weight);
        FloatVector c0 = FloatVector.fromArray(SPECIES, sums, to + 2 * weight);
        FloatVector d0 = FloatVector.fromArray(SPECIES, sums, to + 3 * weight);
        int g = firstGradient;
        for (int row = 0; row < rows; row++) {
            int from = firstIn + row * inRow;
            for (int column = 0; column < columns; column++) {
                FloatVector g0 = FloatVector.fromArray(SPECIES, gradients, g);
                FloatVector x = FloatVector.broadcast(SPECIES, in[from]);
                a0 = x.fma(g0, a0);
                x = FloatVector.broadcast(SPECIES, in[from + 1]);
                b0 = x.fma(g0, b0);
                x = FloatVector.broadcast(SPECIES, in[from + 2]);
                c0 = x.fma(g0, c0);
                x = FloatVector.broadcast(SPECIES, in[from + 3]);
                d0 = x.fma(g0, d0);
                from += inPixel;
                g += pixel;
            }
        }
        a0.intoArray(sums, to);
        b0.intoArray(sums, to + weight);
        c0.intoArray(sums, to + 2 * weight);
        d0.intoArray(sums, to + 3 * weight);
    }

    /** Four successive inputs by two vectors. */
    static void sums2(
            float[] in,
            int firstIn,
            int inRow,
            int inPixel,
            float[] gradients,
            int firstGradient,
            int pixel,
            int rows,
            int columns,
            float[] sums,
            int to,
            int weight) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, sums, to);
        FloatVector a1 = FloatVector.fromArray(SPECIES, sums, to + COUNT);
        FloatVector b0 = FloatVector.fromArray(SPECIES, sums, to + weight);
        FloatVector b1 = FloatVector.fromArray(SPECIES, sums, to + weight + COUNT);
        FloatVector c0 = FloatVector.fromArray(SPECIES, sums, to + 2 * weight);
        FloatVector c1 = FloatVector.fromArray(SPECIES, sums, to + 2 * weight + COUNT);
        FloatVector d0 = FloatVector.fromArray(SPECIES, sums, to + 3 * weight);
        FloatVector d1 = FloatVector.fromArray(SPECIES, sums, to + 3 * weight + COUNT);
        int g = firstGradient;
        for (int row = 0; row < rows; row++) {
            int from = firstIn + row * inRow;
            for (int column = 0; column < columns; column++) {
                FloatVector g0 = FloatVector.fromArray(SPECIES, gradients, g);
                FloatVector g1 = FloatVector.fromArray(SPECIES, gradients, g + COUNT);
                FloatVector x = FloatVector.broadcast(SPECIES, in[from]);
                a0 = x.fma(g0, a0);
                a1 = x.fma(g1, a1);
                x = FloatVector.broadcast(SPECIES, in[from + 1]);
                b0 = x.fma(g0, b0);
                b1 = x.fma(g1, b1);
                x = FloatVector.broadcast(SPECIES, in[from + 2]);
                c0 = x.fma(g0, c0);
                c1 = x.fma(g1, c1);
                x = FloatVector.broadcast(SPECIES, in[from + 3]);
                d0 = x.fma(g0, d0);
                d1 = x.fma(g1, d1);
                from += inPixel;
                g += pixel;
            }
        }
        a0.intoArray(sums, to);
        a1.intoArray(sums, to + COUNT);
        b0.intoArray(sums, to + weight);
        b1.intoArray(sums, to + weight + COUNT);
        c0.intoArray(sums, to + 2 * weight);
        c1.intoArray(sums, to + 2 * weight + COUNT);
        d0.intoArray(sums, to + 3 * weight);
        d1.intoArray(sums, to + 3 * weight + COUNT);
    }

    /** Three successive inputs by three vectors. */
    static void sums3(
            float[] in,
            int firstIn,
            int inRow,
            int inPixel,
            float[] gradients,
            int firstGradient,
            int pixel,
            int rows,
            int columns,
            float[] sums,
            int to,
            int weight) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, sums, to);
        FloatVector a1 = FloatVector.fromArray(SPECIES, sums, to + COUNT);
        FloatVector a2 = FloatVector.fromArray(SPECIES, sums, to + 2 * COUNT);
        FloatVector b0 = FloatVector.fromArray(SPECIES, sums, to + weight);
        FloatVector b1 = FloatVector.fromArray(SPECIES, sums, to + weight + COUNT);
        FloatVector b2 = FloatVector.fromArray(SPECIES, sums, to + weight + 2 * COUNT);
        FloatVector c0 = FloatVector.fromArray(SPECIES, sums, to + 2 * weight);
        FloatVector c1 = FloatVector.fromArray(SPECIES, sums, to + 2 * weight + COUNT);
        FloatVector c2 = FloatVector.fromArray(SPECIES, sums, to + 2 * weight + 2 * COUNT);
        int g = firstGradient;
        for (int row = 0; row < rows; row++) {
            int from = firstIn + row * inRow;
            for (int column = 0; column < columns; column++) {
                FloatVector g0 = FloatVector.fromArray(SPECIES, gradients, g);
                FloatVector g1 = FloatVector.fromArray(SPECIES, gradients, g + COUNT);
                FloatVector g2 = FloatVector.fromArray(SPECIES, gradients, g + 2 * COUNT);
                FloatVector x = FloatVector.broadcast(SPECIES, in[from]);
                a0 = x.fma(g0, a0);
                a1 = x.fma(g1, a1);
                a2 = x.fma(g2, a2);
                x = FloatVector.broadcast(SPECIES, in[from + 1]);
                b0 = x.fma(g0, b0);
                b1 = x.fma(g1, b1);
                b2 = x.fma(g2, b2);
                x = FloatVector.broadcast(SPECIES, in[from + 2]);
                c0 = x.fma(g0, c0);
                c1 = x.fma(g1, c1);
                c2 = x.fma(g2, c2);
                from += inPixel;
                g += pixel;
            }
        }
        a0.intoArray(sums, to);
        a1.intoArray(sums, to + COUNT);
        a2.intoArray(sums, to + 2 * COUNT);
        b0.intoArray(sums, to + weight);
        b1.intoArray(sums, to + weight + COUNT);
        b2.intoArray(sums, to + weight + 2 * COUNT);
        c0.intoArray(sums, to + 2 * weight);
        c1.intoArray(sums, to + 2 * weight + COUNT);
        c2.intoArray(sums, to + 2 * weight + 2 * COUNT);
    }
}
