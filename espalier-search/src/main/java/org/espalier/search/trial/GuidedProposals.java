package org.espalier.search.trial;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * First given and random architectures, then those whose loss a {@link LossModel} of all losses so far predicts to be the least.
 * They are chosen from a pool of random ones, so that no rule of the space is needed to make good ones up.
 *
 * <p>The idea of predicting performance from an architecture's choices, to train what looks best, is that of Baker,
 * Gupta, Raskar, Naik (arXiv 1705.10823) and of White, Neiswanger, Savani (BANANAS, AAAI 2021, arXiv 1910.11858).
 *
 * @param <A> architectures; equal ones are one candidate
 */
final class GuidedProposals<A> implements Proposals<A> {

    /** Share of the candidates that the model learns from first, unless more are given. */
    private static final double RANDOM = 0.4;

    private static final int LEAST_RANDOM = 3;

    /** Random architectures to choose from, for each candidate. */
    private static final int POOL = 20;

    private final DistinctDraws<A> draws;
    private final Function<A, Map<String, Double>> features;
    private final int random;
    private final int pooled;
    private final SequencedMap<A, Map<String, Double>> pool = new LinkedHashMap<>();
    private final SequencedMap<A, Double> losses = new LinkedHashMap<>();
    private int proposed;
    private FeatureScales scales = FeatureScales.of(List.of());

    /**
     * Creates proposals.
     *
     * @param draws given architectures, if any, then random ones
     * @param features numbers that describe an architecture, by name; a name that is missing is 0
     * @param candidates number of proposals
     */
    GuidedProposals(DistinctDraws<A> draws, Function<A, Map<String, Double>> features, int candidates) {
        this.draws = draws;
        this.features = features;
        this.random = Math.max(Math.max(LEAST_RANDOM, draws.given()), (int) Math.round(RANDOM * candidates));
        this.pooled = POOL * candidates;
    }

    @Override
    public Optional<A> next() {
        proposed++;
        Optional<Map<A, Double>> known = proposed > random ? known() : Optional.empty();
        if (known.isEmpty()) {
            return draws.next();
        }
        fillPool();
        return best(known.get());
    }

    @Override
    public void tell(A architecture, double loss) {
        losses.put(architecture, loss);
    }

    /** The losses so far, of a failed training the largest; empty if all failed. */
    private Optional<Map<A, Double>> known() {
        double worst = losses.values().stream()
                .mapToDouble(Double::doubleValue)
                .filter(loss -> !Double.isNaN(loss))
                .max()
                .orElse(Double.NaN);
        if (Double.isNaN(worst)) {
            return Optional.empty();
        }
        SequencedMap<A, Double> known = new LinkedHashMap<>();
        losses.forEach((architecture, loss) -> known.put(architecture, Double.isNaN(loss) ? worst : loss));
        return Optional.of(known);
    }

    private void fillPool() {
        if (!pool.isEmpty()) {
            return;
        }
        boolean more = true;
        while (more && pool.size() < pooled) {
            Optional<A> drawn = draws.next();
            drawn.ifPresent(one -> pool.put(one, features.apply(one)));
            more = drawn.isPresent();
        }
        scales = FeatureScales.of(pool.values());
    }

    /** The architecture of the least predicted loss leaves the pool. */
    private Optional<A> best(Map<A, Double> known) {
        LossModel model = LossModel.of(
                known.keySet().stream().map(features).map(scales::apply).toList(),
                known.values().stream().mapToDouble(Double::doubleValue).toArray());
        Optional<A> best = pool.entrySet().stream()
                .min(Comparator.comparingDouble(one -> model.predict(scales.apply(one.getValue()))))
                .map(Map.Entry::getKey);
        best.ifPresent(pool::remove);
        return best;
    }
}
