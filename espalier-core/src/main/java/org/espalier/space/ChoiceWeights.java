package org.espalier.space;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Weights of choices' options as decoding reads them and decisions write them. */
public final class ChoiceWeights {

    private ChoiceWeights() {}

    /**
     * The weights of one choice's options.
     *
     * @throws IllegalArgumentException if there are none; names the choices that have some
     */
    public static double[] of(Map<String, double[]> weights, String choice) {
        double[] own = weights.get(choice);
        if (own == null) {
            throw new IllegalArgumentException("no weights for choice " + choice + "; got " + weights.keySet());
        }
        return own;
    }

    /** The first of the strongest options from the one numbered {@code from} on. */
    public static int strongest(double[] weights, int from) {
        return IntStream.range(from, weights.length).reduce(from, (a, b) -> weights[b] > weights[a] ? b : a);
    }

    /** The weights of a decided choice: 1 for what was chosen. */
    public static double[] only(List<String> options, String chosen) {
        double[] weights = new double[options.size()];
        weights[options.indexOf(chosen)] = 1;
        return weights;
    }
}
