package org.espalier.latency;

import java.util.Arrays;

/** Linear least squares by Householder reflections, for a few unknowns. */
final class LeastSquares {

    private static final double SMALLEST_PIVOT = 1e-9;

    private LeastSquares() {}

    /**
     * The x that minimises |A x - b|.
     *
     * @param rows of A, at least as many as unknowns; not changed
     * @throws IllegalArgumentException if several x do
     */
    static double[] solve(double[][] rows, double[] b) {
        int unknowns = rows[0].length;
        double[][] a = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
        double[] scale = new double[unknowns];
        for (int column = 0; column < unknowns; column++) {
            scale[column] = norm(a, column, 0);
            for (double[] row : a) {
                row[column] /= scale[column];
            }
        }
        double[] right = b.clone();
        for (int column = 0; column < unknowns; column++) {
            reflect(a, right, column);
        }
        double[] x = new double[unknowns];
        for (int row = unknowns - 1; row >= 0; row--) {
            double rest = right[row];
            for (int column = row + 1; column < unknowns; column++) {
                rest -= a[row][column] * x[column];
            }
            x[row] = rest / a[row][row];
        }
        for (int column = 0; column < unknowns; column++) {
            x[column] /= scale[column];
        }
        return x;
    }

    /** Turns a column into zeros below its diagonal. */
    private static void reflect(double[][] a, double[] right, int column) {
        double length = norm(a, column, column);
        if (!(length > SMALLEST_PIVOT)) {
            throw new IllegalArgumentException(
                    "the networks do not decide the parameters of the model; take more of them, or more different"
                            + " ones");
        }
        double[] v = new double[a.length];
        for (int row = column; row < a.length; row++) {
            v[row] = a[row][column];
        }
        v[column] += a[column][column] < 0 ? -length : length;
        double square = Arrays.stream(v).map(value -> value * value).sum();
        for (int other = column; other < a[0].length; other++) {
            double dot = 0;
            for (int row = column; row < a.length; row++) {
                dot += v[row] * a[row][other];
            }
            for (int row = column; row < a.length; row++) {
                a[row][other] -= 2 * dot / square * v[row];
            }
        }
        double dot = 0;
        for (int row = column; row < a.length; row++) {
            dot += v[row] * right[row];
        }
        for (int row = column; row < a.length; row++) {
            right[row] -= 2 * dot / square * v[row];
        }
    }

    private static double norm(double[][] a, int column, int from) {
        double sum = 0;
        for (int row = from; row < a.length; row++) {
            sum += a[row][column] * a[row][column];
        }
        return Math.sqrt(sum);
    }
}
