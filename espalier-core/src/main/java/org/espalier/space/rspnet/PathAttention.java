package org.espalier.space.rspnet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.graph.Op;
import org.espalier.graph.Op.Activation.Function;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;

/**
 * The path-attention module, as a small graph from the gates of a node's inputs to the weights of their mix. The gates
 * are {@code g = sigmoid(gamma)} or {@code sigmoid(gamma + MLP(GAP(x)))}, the weights {@code g / sum of g}. An
 * interpretation: the paper gives the purpose of the module, not its formula.
 */
public enum PathAttention {
    /** The gates do not depend on the image. */
    STATIC {
        @Override
        public Value weights(Scope scope, Value gates, List<Value> inputs) {
            return scope.softmax(log(scope, gates));
        }
    },
    /**
     * Each input, averaged over all positions, adds to the logit of its own gate; one small perceptron for all inputs
     * of a node.
     */
    DYNAMIC {
        @Override
        public Value weights(Scope scope, Value gates, List<Value> inputs) {
            double[] ones = new double[inputs.size()];
            Arrays.fill(ones, 1);
            Value shares = scope.sum(List.of(scope.constant(ones), negative(scope, gates)));
            List<Value> logarithms = new ArrayList<>();
            for (int index = 0; index < inputs.size(); index++) {
                Scope place = scope.variant("input_" + index);
                Value score = score(place, inputs.get(index));
                Value open =
                        place.multiply(place.activate(score, Function.SIGMOID), place.slice(gates, index, index + 1));
                Value shut = place.multiply(
                        place.activate(negative(place, score), Function.SIGMOID),
                        place.slice(shares, index, index + 1));
                Value all = log(place, place.sum(List.of(open, shut)));
                logarithms.add(place.sum(List.of(log(place, open), negative(place, all))));
            }
            return scope.softmax(scope.concat(logarithms));
        }
    };

    /** Channels of the perceptron's input over those of its hidden layer. */
    private static final int REDUCTION = 4;

    /**
     * The weights of the inputs. An input whose gate is 0 has weight 0; an input that alone has a gate above 0 has
     * weight 1.
     *
     * <p>Logarithm and softmax divide by the sum. With gates that depend on the image, {@code gates} holds
     * {@code c = sigmoid(gamma)}, and for {@code q = sigmoid(MLP(GAP(x)))},
     * {@code sigmoid(gamma + MLP(GAP(x))) = q c / (q c + (1 - q) (1 - c))}: so a gate may be 0 for every image.
     *
     * @param scope the node's own scope
     * @param gates tensor [n], each from 0 to below 1, at least one of them more than 0
     * @param inputs n feature maps of one type
     * @return tensor [n] or pooled [N, n, 1, 1], the sum 1
     */
    public abstract Value weights(Scope scope, Value gates, List<Value> inputs);

    private static Value score(Scope scope, Value x) {
        int hidden = Math.max(1, x.channels() / REDUCTION);
        Value reduced = scope.convolve("hidden", scope.globalAvgPool(x), hidden, 1, 1, 1, 1, true);
        return scope.convolve("score", scope.relu(reduced), 1, 1, 1, 1, 1, false);
    }

    private static Value log(Scope scope, Value x) {
        return scope.add("log", new Op.Log(), x);
    }

    private static Value negative(Scope scope, Value x) {
        return scope.add("negative", new Op.Scale(-1), x);
    }
}
