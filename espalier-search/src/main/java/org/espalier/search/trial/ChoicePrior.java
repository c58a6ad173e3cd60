package org.espalier.search.trial;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.espalier.random.Seed;
import org.espalier.search.PricedNetwork;
import org.espalier.search.PricedSpace;

/**
 * What a search of supernets proposes to train: the decoded network first; then a random one, the sentinel, by whose
 * rank one sees whether the proposals are better than chance; then networks drawn by the choices and random ones, each
 * with a half, so that wrong choices cannot keep the search from what is better.
 *
 * @param <A> architectures
 * @param networks of the space, at one price
 * @param choices the weights of the options of all choices, by the choice's name
 */
record ChoicePrior<A>(PricedSpace<A> networks, Map<String, double[]> choices) {

    /** Name of the feature that says how much the choices speak for a network. */
    static final String BELIEF = "belief";

    /** The candidates, none of them twice. */
    DistinctDraws<PricedNetwork<A>> draws(Seed seed) {
        PricedNetwork<A> sentinel = networks.random(seed.derive("sentinel"));
        List<PricedNetwork<A>> first = Stream.concat(networks.decoded(choices).stream(), Stream.of(sentinel))
                .toList();
        return new DistinctDraws<>(first, this::draw, seed);
    }

    private PricedNetwork<A> draw(Seed seed) {
        return seed.derive("source").generator().nextBoolean() ? networks.drawn(choices, seed) : networks.random(seed);
    }

    /**
     * The network's own features, and the geometric mean over all choices of its option's weight over the largest: 1 for
     * the decoded network. What that is worth is learned with the rest.
     */
    Map<String, Double> features(PricedNetwork<A> network) {
        Map<String, Double> features = new TreeMap<>(networks.features(network));
        features.put(BELIEF, Math.exp(networks.belief(network, choices) / choices.size()));
        return features;
    }
}
