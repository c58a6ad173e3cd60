package org.espalier.search.diagnosis;

import java.util.random.RandomGenerator;
import org.espalier.optimizer.Optimizer;

/**
 * Simulates an optimiser on the logits of one choice with gradients that carry no signal. Each of many chains holds the
 * logits of all options, starts at 0 and is updated with independent normal gradients of mean 0. Within a step the
 * gradients of a chain's options sum to 0, as gradients of logits before a softmax do, and approximately those of gates
 * that are divided by their sum.
 */
final class NoiseWalk {

    private final int options;
    private final int chains;
    private final double[] values;
    private final double[] gradients;
    private final PlainOptimizer optimizer;

    /** @param options of the choice, at least 2 */
    NoiseWalk(Optimizer rule, double decay, int options, int chains) {
        this.options = options;
        this.chains = chains;
        this.values = new double[options * chains];
        this.gradients = new double[options * chains];
        this.optimizer = new PlainOptimizer(rule, decay, options * chains);
    }

    /**
     * Runs one step.
     *
     * @param rate learning rate
     * @param deviation standard deviation of each gradient
     */
    void step(double rate, double deviation, RandomGenerator random) {
        double scale = deviation * Math.sqrt(options / (options - 1.0));
        for (int chain = 0; chain < chains; chain++) {
            int from = chain * options;
            double sum = 0;
            for (int place = from; place < from + options; place++) {
                gradients[place] = random.nextGaussian();
                sum += gradients[place];
            }
            for (int place = from; place < from + options; place++) {
                gradients[place] = scale * (gradients[place] - sum / options);
            }
        }
        optimizer.move(values, gradients, rate);
    }

    /** The logits of one chain. */
    double[] logits(int chain) {
        double[] logits = new double[options];
        System.arraycopy(values, chain * options, logits, 0, options);
        return logits;
    }

    /** The margins of all chains. */
    double[] margins(Margin margin) {
        double[] margins = new double[chains];
        for (int chain = 0; chain < chains; chain++) {
            margins[chain] = margin.of(logits(chain));
        }
        return margins;
    }

    /** The sum of squares of each chain's logits. */
    double[] squares() {
        double[] squares = new double[chains];
        for (int place = 0; place < values.length; place++) {
            squares[place / options] += values[place] * values[place];
        }
        return squares;
    }
}
