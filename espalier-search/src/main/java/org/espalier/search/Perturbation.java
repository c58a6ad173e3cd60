package org.espalier.search;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.espalier.random.Seed;
import org.espalier.space.Belief;

/** Noise that makes decoding a draw. */
final class Perturbation {

    private Perturbation() {}

    /**
     * Weights whose logarithms have standard Gumbel noise, independent of each other, the largest of each choice scaled
     * to 1. An option of weight 0 stays behind all others.
     *
     * @param weights of every choice's options, by the choice's name
     */
    static Map<String, double[]> of(Map<String, double[]> weights, Seed seed) {
        Map<String, double[]> perturbed = new TreeMap<>();
        weights.forEach((choice, own) -> {
            RandomGenerator random = seed.derive(choice).generator();
            double[] logs = Arrays.stream(own)
                    .map(weight -> Belief.log(weight) - Math.log(-Math.log(random.nextDouble(Double.MIN_NORMAL, 1))))
                    .toArray();
            double most = Arrays.stream(logs).max().orElseThrow();
            perturbed.put(
                    choice, Arrays.stream(logs).map(log -> Math.exp(log - most)).toArray());
        });
        return perturbed;
    }
}
