package org.espalier.engine.operation;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.espalier.engine.tensor.HostArrays;

/**
 * The sum of values times their weights, accumulated in one buffer. A value with weight 0 is skipped: neither it nor
 * its weight gets a gradient.
 */
public final class WeightedSum {

    private WeightedSum() {}

    /** Indexes of the values to sum: those with weights other than 0, or the first if all weights are 0. */
    public static List<Integer> terms(double[] weights) {
        List<Integer> terms = IntStream.range(0, weights.length)
                .filter(place -> weights[place] != 0)
                .boxed()
                .toList();
        return terms.isEmpty() ? List.of(0) : terms;
    }

    /**
     * The sum.
     * @param values of one shape; a value that {@link #terms} leaves out may be undefined
     * @param weights [n], or one set per image, [N, n, 1, 1]
     */
    static Tensor of(List<Tensor> values, Tensor weights) {
        if (weights.dim() > 1) {
            return ofWeightsPerImage(values, weights);
        }
        double[] factors = HostArrays.doubles(weights);
        return weights.requires_grad()
                ? ofTrainedWeights(values, weights.unbind(0), terms(factors))
                : of(values, factors, terms(factors));
    }

    private static Tensor ofTrainedWeights(List<Tensor> values, TensorVector weights, List<Integer> terms) {
        int first = terms.getFirst();
        Tensor sum = values.get(first).mul(weights.get(first));
        for (int place : terms.subList(1, terms.size())) {
            sum.addcmul_(values.get(place), weights.get(place));
        }
        return sum;
    }

    private static Tensor ofWeightsPerImage(List<Tensor> values, Tensor weights) {
        Tensor sum = values.getFirst().mul(weights.narrow(1, 0, 1));
        for (int place = 1; place < values.size(); place++) {
            sum.addcmul_(values.get(place), weights.narrow(1, place, 1));
        }
        return sum;
    }

    /**
     * The sum by weights without gradients: each term is one scaled addition, and its gradient one scaling.
     * @param terms which values to sum
     */
    public static Tensor of(List<Tensor> values, double[] weights, List<Integer> terms) {
        int first = terms.getFirst();
        Tensor sum = values.get(first).mul(new Scalar(weights[first]));
        for (int place : terms.subList(1, terms.size())) {
            sum.add_(values.get(place), new Scalar(weights[place]));
        }
        return sum;
    }
}
