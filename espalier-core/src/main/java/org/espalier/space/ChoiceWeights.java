package org.espalier.space;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Weights of the options of choices, for decoding and for decisions. */
public final class ChoiceWeights {

    private ChoiceWeights() {}

    /**
     * The weights of one choice's options.
     *
     * @throws IllegalArgumentException if there are none; lists the choices that have weights
     */
    public static double[] of(Map<String, double[]> weights, String choice) {
        double[] own = weights.get(choice);
        if (own == null) {
            throw new IllegalArgumentException("no weights for choice " + choice + "; got " + weights.keySet());
        }
        return own;
    }

    /** The index of the strongest option from {@code from} on; ties go to the first. */
    public static int strongest(double[] weights, int from) {
        return IntStream.range(from, weights.length).reduce(from, (a, b) -> weights[b] > weights[a] ? b : a);
    }

    /** The weights of a decided choice: 1 for the chosen option, 0 for the others. */
    public static double[] only(List<String> options, String chosen) {
        double[] weights = new double[options.size()];
        weights[options.indexOf(chosen)] = 1;
        return weights;
    }
}
