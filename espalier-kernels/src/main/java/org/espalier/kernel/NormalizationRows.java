package org.espalier.kernel;

import static org.espalier.kernel.Lanes.COUNT;
import static org.espalier.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The inner loops of {@link BatchNormalization}: over rows of whole pixels and whole vectors. What a channel has one of
 * is repeated pixel by pixel along a row.
 */
final class NormalizationRows {

    /** Vectors added up at once: a row is a multiple of so many. */
    static final int VECTORS = 4;

    private NormalizationRows() {}

    /** The sum of all rows, place by place. */
    static void sums(float[] x, int first, int rows, int row, float[] sums) {
        for (int i = 0; i < row; i += VECTORS * COUNT) {
            FloatVector a = FloatVector.zero(SPECIES);
            FloatVector b = a;
            FloatVector c = a;
            FloatVector d = a;
            for (int k = 0; k < rows; k++) {
                int at = first + k * row + i;
                a = a.add(FloatVector.fromArray(SPECIES, x, at));
                b = b.add(FloatVector.fromArray(SPECIES, x, at + COUNT));
                c = c.add(FloatVector.fromArray(SPECIES, x, at + 2 * COUNT));
                d = d.add(FloatVector.fromArray(SPECIES, x, at + 3 * COUNT));
            }
            a.intoArray(sums, i);
            b.intoArray(sums, i + COUNT);
            c.intoArray(sums, i + 2 * COUNT);
            d.intoArray(sums, i + 3 * COUNT);
        }
    }

    /** The sum of the squared differences of all rows from {@code mean}, place by place. */
    static void squares(float[] x, int first, int rows, int row, float[] mean, float[] sums) {
        for (int i = 0; i < row; i += VECTORS * COUNT) {
            FloatVector ma = FloatVector.fromArray(SPECIES, mean, i);
            FloatVector mb = FloatVector.fromArray(SPECIES, mean, i + COUNT);
            FloatVector mc = FloatVector.fromArray(SPECIES, mean, i + 2 * COUNT);
            FloatVector md = FloatVector.fromArray(SPECIES, mean, i + 3 * COUNT);
            FloatVector a = FloatVector.zero(SPECIES);
            FloatVector b = a;
            FloatVector c = a;
            FloatVector d = a;
            for (int k = 0; k < rows; k++) {
                int at = first + k * row + i;
                FloatVector v = FloatVector.fromArray(SPECIES, x, at).sub(ma);
                a = v.fma(v, a);
                v = FloatVector.fromArray(SPECIES, x, at + COUNT).sub(mb);
                b = v.fma(v, b);
                v = FloatVector.fromArray(SPECIES, x, at + 2 * COUNT).sub(mc);
                c = v.fma(v, c);
                v = FloatVector.fromArray(SPECIES, x, at + 3 * COUNT).sub(md);
                d = v.fma(v, d);
            }
            a.intoArray(sums, i);
            b.intoArray(sums, i + COUNT);
            c.intoArray(sums, i + 2 * COUNT);
            d.intoArray(sums, i + 3 * COUNT);
        }
    }

    /** {@code x = limited(x * factor + shift)}. */
    static void normalize(
            float[] x, int first, int rows, int row, float[] factor, float[] shift, float least, float most) {
        FloatVector low = FloatVector.broadcast(SPECIES, least);
        FloatVector high = FloatVector.broadcast(SPECIES, most);
        for (int k = 0; k < rows; k++) {
            int at = first + k * row;
            for (int i = 0; i < row; i += COUNT) {
                FloatVector y = FloatVector.fromArray(SPECIES, x, at + i)
                        .fma(FloatVector.fromArray(SPECIES, factor, i), FloatVector.fromArray(SPECIES, shift, i));
                // Not max and min: both keep what is not a number, which blending does for less.
                y = y.blend(low, y.compare(VectorOperators.LT, low));
                y = y.blend(high, y.compare(VectorOperators.GT, high));
                y.intoArray(x, at + i);
            }
        }
    }

    /**
     * Sets to zero the gradients of outputs that were limited, and adds up the rest, and their products with
     * {@code x - mean}.
     */
    static void gradientSums(
            float[] x,
            float[] g,
            int first,
            int rows,
            int row,
            float[] factor,
            float[] shift,
            float[] mean,
            float least,
            float most,
            float[] sums,
            float[] products) {
        FloatVector low = FloatVector.broadcast(SPECIES, least);
        FloatVector high = FloatVector.broadcast(SPECIES, most);
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = 0; i < row; i += 2 * COUNT) {
            FloatVector fa = FloatVector.fromArray(SPECIES, factor, i);
            FloatVector fb = FloatVector.fromArray(SPECIES, factor, i + COUNT);
            FloatVector sa = FloatVector.fromArray(SPECIES, shift, i);
            FloatVector sb = FloatVector.fromArray(SPECIES, shift, i + COUNT);
            FloatVector ma = FloatVector.fromArray(SPECIES, mean, i);
            FloatVector mb = FloatVector.fromArray(SPECIES, mean, i + COUNT);
            FloatVector a = zero;
            FloatVector b = zero;
            FloatVector pa = zero;
            FloatVector pb = zero;
            for (int k = 0; k < rows; k++) {
                int at = first + k * row + i;
                FloatVector v = FloatVector.fromArray(SPECIES, x, at);
                FloatVector y = v.fma(fa, sa);
                FloatVector d = FloatVector.fromArray(SPECIES, g, at);
                d = d.blend(zero, y.compare(VectorOperators.LE, low));
                d = d.blend(zero, y.compare(VectorOperators.GE, high));
                d.intoArray(g, at);
                a = a.add(d);
                pa = v.sub(ma).fma(d, pa);
                v = FloatVector.fromArray(SPECIES, x, at + COUNT);
                y = v.fma(fb, sb);
                d = FloatVector.fromArray(SPECIES, g, at + COUNT);
                d = d.blend(zero, y.compare(VectorOperators.LE, low));
                d = d.blend(zero, y.compare(VectorOperators.GE, high));
                d.intoArray(g, at + COUNT);
                b = b.add(d);
                pb = v.sub(mb).fma(d, pb);
            }
            a.intoArray(sums, i);
            b.intoArray(sums, i + COUNT);
            pa.intoArray(products, i);
            pb.intoArray(products, i + COUNT);
        }
    }

    /** {@code g = g * factor + (x - mean) * slope + shift}. */
    static void inputGradients(
            float[] x,
            float[] g,
            int first,
            int rows,
            int row,
            float[] factor,
            float[] mean,
            float[] slope,
            float[] shift) {
        for (int k = 0; k < rows; k++) {
            int at = first + k * row;
            for (int i = 0; i < row; i += COUNT) {
                FloatVector centred =
                        FloatVector.fromArray(SPECIES, x, at + i).sub(FloatVector.fromArray(SPECIES, mean, i));
                FloatVector rest =
                        centred.fma(FloatVector.fromArray(SPECIES, slope, i), FloatVector.fromArray(SPECIES, shift, i));
                FloatVector.fromArray(SPECIES, g, at + i)
                        .fma(FloatVector.fromArray(SPECIES, factor, i), rest)
                        .intoArray(g, at + i);
            }
        }
    }
}
