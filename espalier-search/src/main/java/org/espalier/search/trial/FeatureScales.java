package org.espalier.search.trial;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings features to scales at which a {@link LossModel} may draw all coefficients to 0 alike. Shares, from 0 to 1,
 * such as an option that is taken or not, stay as they are. Other quantities get the standard deviation 1, whatever
 * their unit: at least twice that of a share, as they are few, and each says something of every network.
 */
final class FeatureScales {

    private final Map<String, Double> factors;

    private FeatureScales(Map<String, Double> factors) {
        this.factors = factors;
    }

    /**
     * The scales by many networks.
     *
     * @param networks their features, by name; one that is missing is 0
     */
    static FeatureScales of(Collection<Map<String, Double>> networks) {
        Map<String, Double> factors = new HashMap<>();
        TreeSet<String> names = new TreeSet<>();
        networks.forEach(network -> names.addAll(network.keySet()));
        for (String name : names) {
            double[] values = networks.stream()
                    .mapToDouble(network -> network.getOrDefault(name, 0.0))
                    .toArray();
            factors.put(name, factor(values));
        }
        return new FeatureScales(factors);
    }

    private static double factor(double[] values) {
        if (Arrays.stream(values).allMatch(value -> value >= 0 && value <= 1)) {
            return 1;
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        return variance > 0 ? 1 / Math.sqrt(variance) : 0;
    }

    /** The features of a network, scaled; those that the scales do not know are left out. */
    Map<String, Double> apply(Map<String, Double> features) {
        Map<String, Double> scaled = new TreeMap<>();
        features.forEach((name, value) -> scaled.put(name, value * factors.getOrDefault(name, 0.0)));
        return scaled;
    }
}
