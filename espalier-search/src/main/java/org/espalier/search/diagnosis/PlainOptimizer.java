package org.espalier.search.diagnosis;

import org.espalier.optimizer.Optimizer;

/**
 * An optimiser in plain Java on an array, with the same update rules as the engine's. {@code PlainOptimizerTest}
 * compares the two.
 */
final class PlainOptimizer {

    private final Optimizer rule;
    private final double decay;
    private final double[] first;
    private final double[] second;
    private long count;

    /**
     * Starts with zero momentum.
     *
     * @param decay weight decay
     * @param size number of values
     */
    PlainOptimizer(Optimizer rule, double decay, int size) {
        this.rule = rule;
        this.decay = decay;
        this.first = new double[size];
        this.second = new double[size];
    }

    /**
     * Runs one step.
     *
     * @param values updated in place
     * @param gradients one for each value
     * @param rate learning rate
     */
    void move(double[] values, double[] gradients, double rate) {
        count++;
        switch (rule) {
            case Optimizer.Sgd sgd -> sgd(sgd, values, gradients, rate);
            case Optimizer.Adam adam ->
                adam(adam.beta1(), adam.beta2(), adam.epsilon(), decay, 0, values, gradients, rate);
            case Optimizer.AdamW adam ->
                adam(adam.beta1(), adam.beta2(), adam.epsilon(), 0, decay, values, gradients, rate);
        }
    }

    private void sgd(Optimizer.Sgd sgd, double[] values, double[] gradients, double rate) {
        for (int place = 0; place < values.length; place++) {
            double gradient = gradients[place] + decay * values[place];
            first[place] = sgd.momentum() * first[place] + gradient;
            values[place] -= rate * (sgd.nesterov() ? gradient + sgd.momentum() * first[place] : first[place]);
        }
    }

    /**
     * Adam and AdamW.
     *
     * @param inGradient decay that is added to the gradient, as in Adam
     * @param decoupled decoupled decay that shrinks the value, as in AdamW
     */
    private void adam(
            double beta1,
            double beta2,
            double epsilon,
            double inGradient,
            double decoupled,
            double[] values,
            double[] gradients,
            double rate) {
        double step = rate / (1 - Math.pow(beta1, count));
        double scale = 1 / Math.sqrt(1 - Math.pow(beta2, count));
        for (int place = 0; place < values.length; place++) {
            double value = values[place] * (1 - rate * decoupled);
            double gradient = gradients[place] + inGradient * values[place];
            first[place] += (1 - beta1) * (gradient - first[place]);
            second[place] = beta2 * second[place] + (1 - beta2) * gradient * gradient;
            values[place] = value - step * first[place] / (Math.sqrt(second[place]) * scale + epsilon);
        }
    }
}
