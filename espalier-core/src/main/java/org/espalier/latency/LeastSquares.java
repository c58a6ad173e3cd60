package org.espalier.latency;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Linear least squares by Householder reflections, for a few unknowns. */
final class LeastSquares {

    private static final double SMALLEST_PIVOT = 1e-9;

    private LeastSquares() {}

    /**
     * The x that minimises |A x - b|.
     *
     * @param rows of A, at least as many as unknowns; not changed
     * @return empty if the x is not unique
     */
    static Optional<double[]> solve(double[][] rows, double[] b) {
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
            if (!(norm(a, column, column) > SMALLEST_PIVOT)) {
                return Optional.empty();
            }
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
        return Optional.of(x);
    }

    /**
     * The x without negative values that minimises |A x - b|: the best over all sets of unknowns fixed to 0 whose
     * solution is not negative.
     *
     * @param rows as above
     * @return empty if the x is not unique when it may be negative
     */
    static Optional<double[]> solveNonNegative(double[][] rows, double[] b) {
        return solve(rows, b).map(x -> isNonNegative(x) ? x : bestNonNegative(rows, b));
    }

    private static double[] bestNonNegative(double[][] rows, double[] b) {
        int unknowns = rows[0].length;
        double[] best = new double[unknowns];
        for (int some = 1; some < (1 << unknowns) - 1; some++) {
            int chosen = some;
            int[] columns = IntStream.range(0, unknowns)
                    .filter(column -> ((chosen >> column) & 1) == 1)
                    .toArray();
            double[] x = spread(solve(only(rows, columns), b).orElseThrow(), columns, unknowns);
            if (isNonNegative(x) && residual(rows, x, b) < residual(rows, best, b)) {
                best = x;
            }
        }
        return best;
    }

    private static boolean isNonNegative(double[] x) {
        return Arrays.stream(x).allMatch(value -> value >= 0);
    }

    private static double[][] only(double[][] rows, int[] columns) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(columns)
                        .mapToDouble(column -> row[column])
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double[] spread(double[] x, int[] columns, int unknowns) {
        double[] all = new double[unknowns];
        for (int place = 0; place < columns.length; place++) {
            all[columns[place]] = x[place];
        }
        return all;
    }

    private static double residual(double[][] rows, double[] x, double[] b) {
        double sum = 0;
        for (int row = 0; row < rows.length; row++) {
            double difference = -b[row];
            for (int column = 0; column < x.length; column++) {
                difference += rows[row][column] * x[column];
            }
            sum += difference * difference;
        }
        return sum;
    }

    /** Makes a column zero below the diagonal. */
    private static void reflect(double[][] a, double[] right, int column) {
        double length = norm(a, column, column);
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
