package org.espalier.search.trial;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.random.Seed;
import org.espalier.search.PricedNetwork;
import org.espalier.search.PricedSpace;

/**
 * What a search of supernets proposes to train: the decoded network first; then a random one, the sentinel, by whose
 * rank one sees whether the proposals are better than chance; then those of many drawn networks that the choices speak
 * for most; then networks drawn by the choices and random ones, each with a half, so that wrong choices cannot keep the
 * search from what is better.
 *
 * @param <A> architectures; equal ones are one candidate
 * @param decoded what the choices decode to; empty if that is none of the candidates
 * @param random a random architecture
 * @param drawn a random architecture, the likelier the more the choices speak for it
 * @param features numbers that describe an architecture, by name
 * @param belief how much the choices speak for an architecture, from 0 to 1: one more feature, whose worth is learned
 *     with that of the others
 */
public record ChoicePrior<A>(
        Optional<A> decoded,
        Function<Seed, A> random,
        Function<Seed, A> drawn,
        Function<A, Map<String, Double>> features,
        ToDoubleFunction<A> belief) {

    private static final String BELIEF = "belief";

    /** Share of the candidates that are those which the choices speak for most, the decoded one among them. */
    private static final double LEADING = 0.4;

    /** Networks drawn by the choices, for each candidate, of which those are the best. */
    private static final int DRAWN = 10;

    /**
     * The prior of a search's choices on the networks of its space. The belief is the geometric mean over all choices of
     * the weight of a network's option over the largest: 1 for the decoded network.
     *
     * @param networks of the space, at one price
     * @param choices the weights of the options of all choices, by the choice's name
     */
    static <A> ChoicePrior<PricedNetwork<A>> of(PricedSpace<A> networks, Map<String, double[]> choices) {
        return new ChoicePrior<>(
                networks.decoded(choices),
                networks::random,
                seed -> networks.drawn(choices, seed),
                networks::features,
                network -> geometricMean(networks.belief(network, choices), choices.size()));
    }

    /**
     * The geometric mean of weights over the largest of their choices.
     *
     * @param logarithms the sum of their logarithms
     */
    public static double geometricMean(double logarithms, int choices) {
        return Math.exp(logarithms / choices);
    }

    /**
     * Guided halving of these candidates, without trials. If the first is to be kept and is not the decoded network, it
     * is judged as the others.
     *
     * @param steps of a full training
     */
    public Strategy<A> strategy(Searcher.Guided plan, Seed seed, long steps) {
        Searcher.Guided own =
                decoded.isPresent() ? plan : new Searcher.Guided(plan.candidates(), plan.eta(), plan.rungs());
        return own.strategy(draws(plan.candidates(), seed), this::described, steps);
    }

    /** The candidates, none of them twice. */
    private DistinctDraws<A> draws(int candidates, Seed seed) {
        A sentinel = random.apply(seed.derive("sentinel"));
        List<A> first = Stream.of(decoded.stream(), Stream.of(sentinel), leading(candidates, seed.derive("leading")))
                .flatMap(all -> all)
                .distinct()
                .toList();
        return new DistinctDraws<>(first, this::draw, seed);
    }

    /** What the choices speak for most, without the decoded network. */
    private Stream<A> leading(int candidates, Seed seed) {
        return IntStream.range(0, DRAWN * candidates)
                .mapToObj(index -> drawn.apply(seed.derive(index)))
                .distinct()
                .filter(one -> !decoded.equals(Optional.of(one)))
                .sorted(Comparator.comparingDouble(belief).reversed())
                .limit(Math.max(0, Math.round(LEADING * candidates) - 1));
    }

    private A draw(Seed seed) {
        return seed.derive("source").generator().nextBoolean() ? drawn.apply(seed) : random.apply(seed);
    }

    private Map<String, Double> described(A architecture) {
        Map<String, Double> described = new TreeMap<>(features.apply(architecture));
        described.put(BELIEF, belief.applyAsDouble(architecture));
        return described;
    }
}
