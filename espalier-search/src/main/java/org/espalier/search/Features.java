package org.espalier.search;

import java.util.Map;
import java.util.TreeMap;

/** Decisions as numbers by name, for models that know no space. */
public final class Features {

    private Features() {}

    /**
     * The weight of each option that has one.
     *
     * @param decisions the weights of every choice's options, by the choice's name
     * @return by the choice's name, {@code #} and the option's place, in order
     */
    public static Map<String, Double> of(Map<String, double[]> decisions) {
        Map<String, Double> features = new TreeMap<>();
        decisions.forEach((choice, weights) -> {
            for (int option = 0; option < weights.length; option++) {
                if (weights[option] != 0) {
                    features.put(choice + "#" + option, weights[option]);
                }
            }
        });
        return features;
    }
}
