package org.espalier.engine.optimizer;

import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.espalier.optimizer.Optimizer;

/** One update by an optimiser, in place on flat buffers. Handles go to the caller's scope. */
final class Rule {

    private static final String VELOCITY = "velocity";
    private static final String FIRST = "first_moment";
    private static final String SECOND = "second_moment";

    private Rule() {}

    /**
     * Operands of an update, all of the same length.
     * @param values the weights
     * @param gradients their gradients, which the update may overwrite
     * @param momenta the momenta of the rule, by name
     */
    record Buffers(Tensor values, Tensor gradients, Function<String, Tensor> momenta) {}

    /** Names of the momenta of a rule. */
    static List<String> momenta(Optimizer rule) {
        return switch (rule) {
            case Optimizer.Sgd sgd -> sgd.momentum() == 0 ? List.of() : List.of(VELOCITY);
            case Optimizer.Adam a -> List.of(FIRST, SECOND);
            case Optimizer.AdamW a -> List.of(FIRST, SECOND);
        };
    }

    /**
     * Updates the weights.
     * @param count number of this update of these weights, from 1
     * @param rate learning rate
     * @param decay weight decay
     */
    static void move(Optimizer rule, Buffers buffers, long count, double rate, double decay) {
        switch (rule) {
            case Optimizer.Sgd sgd -> {
                addDecay(buffers, decay);
                sgd(sgd, buffers, rate);
            }
            case Optimizer.Adam adam -> {
                addDecay(buffers, decay);
                adam(adam.beta1(), adam.beta2(), adam.epsilon(), buffers, count, rate);
            }
            case Optimizer.AdamW adam -> {
                if (decay != 0) {
                    buffers.values.mul_(new Scalar(1 - rate * decay));
                }
                adam(adam.beta1(), adam.beta2(), adam.epsilon(), buffers, count, rate);
            }
        }
    }

    private static void addDecay(Buffers buffers, double decay) {
        if (decay != 0) {
            buffers.gradients.add_(buffers.values, new Scalar(decay));
        }
    }

    private static void sgd(Optimizer.Sgd sgd, Buffers buffers, double rate) {
        Scalar step = new Scalar(-rate);
        if (sgd.momentum() == 0) {
            buffers.values.add_(buffers.gradients, step);
            return;
        }
        Scalar momentum = new Scalar(sgd.momentum());
        Tensor velocity = buffers.momenta.apply(VELOCITY);
        velocity.mul_(momentum).add_(buffers.gradients);
        if (sgd.nesterov()) {
            buffers.gradients.add_(velocity, momentum);
            buffers.values.add_(buffers.gradients, step);
        } else {
            buffers.values.add_(velocity, step);
        }
    }

    private static void adam(double beta1, double beta2, double epsilon, Buffers buffers, long count, double rate) {
        Tensor first = buffers.momenta.apply(FIRST);
        Tensor second = buffers.momenta.apply(SECOND);
        first.lerp_(buffers.gradients, new Scalar(1 - beta1));
        second.mul_(new Scalar(beta2)).addcmul_(buffers.gradients, buffers.gradients, new Scalar(1 - beta2));
        double firstBias = 1 - Math.pow(beta1, count);
        double secondBias = 1 - Math.pow(beta2, count);
        Tensor deviation =
                second.sqrt().mul_(new Scalar(1 / Math.sqrt(secondBias))).add_(new Scalar(epsilon));
        buffers.values.addcdiv_(first, deviation, new Scalar(-rate / firstBias));
    }
}
