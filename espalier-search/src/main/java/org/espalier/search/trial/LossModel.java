package org.espalier.search.trial;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.espalier.problem.Failure;

/**
 * Predicts the loss of architectures from that of others: ridge regression on features that describe them, with a
 * constant. How strongly coefficients are drawn to 0 is what predicts each loss best from the others. Where none does so
 * better than the mean of the others, it predicts the mean for all.
 *
 * <p>There are more features than losses, so it is solved in its dual form: with K the inner products of the centred
 * features of n networks, the weights of the losses are {@code (K + s I)^-1 (y - mean)}. The error of each loss when it
 * is left out is its weight over its diagonal element of {@code (K + s I)^-1} less {@code 1 / (s n)}, the part of the
 * constant (Allen's PRESS statistic).
 */
final class LossModel {

    private static final List<Double> STRENGTHS = List.of(0.5, 2.0, 8.0, 32.0);

    private final List<String> names;
    private final double[] center;
    private final double mean;
    private final double[] coefficients;

    private LossModel(List<String> names, double[] center, double mean, double[] coefficients) {
        this.names = names;
        this.center = center;
        this.mean = mean;
        this.coefficients = coefficients;
    }

    /**
     * Fits the model.
     *
     * @param features of each architecture, by name; one that is missing is 0
     * @param losses as many, finite
     */
    static LossModel of(List<Map<String, Double>> features, double[] losses) {
        SequencedSet<String> all = new LinkedHashSet<>();
        features.forEach(one -> all.addAll(one.keySet()));
        List<String> names = List.copyOf(all);
        double[] center = names.stream()
                .mapToDouble(name -> features.stream()
                        .mapToDouble(one -> one.getOrDefault(name, 0.0))
                        .average()
                        .orElseThrow())
                .toArray();
        double mean = Arrays.stream(losses).average().orElseThrow();
        DMatrixRMaj rows = new DMatrixRMaj(features.size(), names.size());
        for (int row = 0; row < rows.numRows; row++) {
            for (int column = 0; column < rows.numCols; column++) {
                rows.set(row, column, features.get(row).getOrDefault(names.get(column), 0.0) - center[column]);
            }
        }
        DMatrixRMaj products = new DMatrixRMaj(rows.numRows, rows.numRows);
        CommonOps_DDRM.multOuter(rows, products);
        DMatrixRMaj right = new DMatrixRMaj(
                rows.numRows,
                1,
                true,
                Arrays.stream(losses).map(loss -> loss - mean).toArray());
        DMatrixRMaj weights = new DMatrixRMaj(rows.numRows, 1);
        double least = errorOfTheMean(right.data);
        for (double strength : STRENGTHS) {
            DMatrixRMaj inverse = inverse(products, strength);
            DMatrixRMaj own = new DMatrixRMaj(rows.numRows, 1);
            CommonOps_DDRM.mult(inverse, right, own);
            double error = leftOutError(own, inverse, strength);
            if (error < least) {
                least = error;
                weights = own;
            }
        }
        DMatrixRMaj coefficients = new DMatrixRMaj(names.size(), 1);
        CommonOps_DDRM.multTransA(rows, weights, coefficients);
        return new LossModel(names, center, mean, coefficients.data);
    }

    private static DMatrixRMaj inverse(DMatrixRMaj products, double strength) {
        DMatrixRMaj ridge = products.copy();
        for (int place = 0; place < ridge.numRows; place++) {
            ridge.add(place, place, strength);
        }
        DMatrixRMaj inverse = new DMatrixRMaj(ridge.numRows, ridge.numRows);
        if (!CommonOps_DDRM.invert(ridge, inverse)) {
            throw new Failure("the regression of losses has no solution: got features that are not finite");
        }
        return inverse;
    }

    /** Of losses less their mean, each of which is predicted by the mean of the others: the sum of squares. */
    private static double errorOfTheMean(double[] losses) {
        double share = losses.length / (losses.length - 1.0);
        return Arrays.stream(losses).map(loss -> loss * share * loss * share).sum();
    }

    private static double leftOutError(DMatrixRMaj weights, DMatrixRMaj inverse, double strength) {
        double sum = 0;
        for (int place = 0; place < weights.numRows; place++) {
            double error = weights.get(place, 0) / (inverse.get(place, place) - 1 / (strength * weights.numRows));
            sum += error * error;
        }
        return sum;
    }

    /** The loss that it predicts for an architecture. */
    double predict(Map<String, Double> features) {
        double sum = mean;
        for (int place = 0; place < coefficients.length; place++) {
            sum += coefficients[place] * (features.getOrDefault(names.get(place), 0.0) - center[place]);
        }
        return sum;
    }
}
