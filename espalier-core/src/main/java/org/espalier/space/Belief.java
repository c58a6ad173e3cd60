package org.espalier.space;

import java.util.Arrays;
import java.util.Map;

/**
 * How much weights of choices speak for options: logarithms of ratios to what decoding would take. They add up over the
 * choices of an architecture; see {@link SearchSpace#belief}.
 */
public final class Belief {

    private Belief() {}

    /** The natural logarithm of a weight; a weight of 0 counts as the smallest normal number. */
    public static double log(double weight) {
        return Math.log(Math.max(weight, Double.MIN_NORMAL));
    }

    /** The logarithm of the ratio of an option's weight to the largest: 0 for the strongest option, else less. */
    public static double of(double[] weights, int option) {
        return log(weights[option]) - log(Arrays.stream(weights).max().orElseThrow());
    }

    /**
     * The sum over choices that do not depend on each other.
     *
     * @param decisions 1 for the option that is taken, by the choice's name; only zeros for a choice that does not count
     * @param weights of every choice's options, by the choice's name
     */
    public static double sum(Map<String, double[]> decisions, Map<String, double[]> weights) {
        double sum = 0;
        for (Map.Entry<String, double[]> decision : decisions.entrySet()) {
            int taken = ChoiceWeights.strongest(decision.getValue(), 0);
            if (decision.getValue()[taken] > 0) {
                sum += of(ChoiceWeights.of(weights, decision.getKey()), taken);
            }
        }
        return sum;
    }
}
