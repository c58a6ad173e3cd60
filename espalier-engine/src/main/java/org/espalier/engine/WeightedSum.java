package org.espalier.engine;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** The sum of values times their weights, added up in place: one buffer, whatever the number of values. */
final class WeightedSum {

    private WeightedSum() {}

    /**
     * @param values of one shape
     * @param weights [n], or one set an image, [N, n, 1, 1]
     */
    static Tensor of(List<Tensor> values, Tensor weights) {
        if (weights.dim() > 1) {
            return ofWeightsPerImage(values, weights);
        }
        return weights.requires_grad() ? ofTrainedWeights(values, weights) : ofFixedWeights(values, weights);
    }

    private static Tensor ofTrainedWeights(List<Tensor> values, Tensor weights) {
        TensorVector single = weights.unbind(0);
        Tensor sum = values.getFirst().mul(single.get(0));
        for (int place = 1; place < values.size(); place++) {
            sum.addcmul_(values.get(place), single.get(place));
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

    /** With weights that nobody differentiates, a term is one scaled addition and its gradient one scaling. */
    private static Tensor ofFixedWeights(List<Tensor> values, Tensor weights) {
        double[] factors = HostArrays.doubles(weights);
        Tensor sum = values.getFirst().mul(new Scalar(factors[0]));
        for (int place = 1; place < factors.length; place++) {
            if (factors[place] != 0) {
                sum.add_(values.get(place), new Scalar(factors[place]));
            }
        }
        return sum;
    }
}
