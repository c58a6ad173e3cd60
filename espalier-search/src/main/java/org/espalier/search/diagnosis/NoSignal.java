package org.espalier.search.diagnosis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.espalier.graph.Role;
import org.espalier.optimizer.Optimizer;
import org.espalier.random.Seed;

/**
 * The null of a search: its choices when gradients carry no signal. One {@link NoiseWalk} a choice, under the search's optimiser, learning rates and
 * weight decay, with the standard deviation that was measured for the choice in each epoch, for as many architecture steps.
 *
 * <p>Limits. The gradients are normal and independent from step to step; within an epoch their deviation and the learning rate are constant. What the
 * null leaves out, and the search has, is counted as signal: a preference of the supernet itself for some operation, and a latency term. The same
 * search with shuffled labels shows how much of the signal is in the labels.
 */
final class NoSignal {

    /** Share of chains that stay below the margin that counts as beyond noise. */
    static final double LEVEL = 0.95;

    private static final int CHAINS = 400;

    private final SequencedMap<String, NoiseWalk> walks = new LinkedHashMap<>();
    private final Seed seed;
    private final int logits;
    private long steps;

    /**
     * Before the first architecture step.
     *
     * @param options number of options, at least 2, of each choice
     * @param seed of the simulated gradients
     */
    NoSignal(Optimizer rule, SequencedMap<String, Integer> options, Seed seed) {
        this.seed = seed.derive("no-signal");
        this.logits = options.values().stream().mapToInt(Integer::intValue).sum();
        double decay = rule.decay(Role.ARCHITECTURE);
        options.forEach((choice, count) -> walks.put(choice, new NoiseWalk(rule, decay, count, CHAINS)));
    }

    /** The root mean square of all logits under the null: the mean over all chains and what 95 % of them lie between. */
    record Band(double mean, double low, double high) {}

    /** As many architecture steps as an epoch had. */
    void advance(GradientSummary epoch) {
        for (long step = 0; step < epoch.steps(); step++) {
            Seed own = seed.derive(steps++);
            walks.forEach((choice, walk) -> walk.step(
                    epoch.rate(),
                    epoch.of(choice).deviation(),
                    own.derive(choice).generator()));
        }
    }

    /** Architecture steps so far. */
    long steps() {
        return steps;
    }

    /** The root mean square of all logits. */
    Band rms() {
        double[] squares = new double[CHAINS];
        for (NoiseWalk walk : walks.values()) {
            double[] own = walk.squares();
            Arrays.setAll(squares, chain -> squares[chain] + own[chain]);
        }
        double[] rms = Arrays.stream(squares)
                .map(square -> Math.sqrt(square / Math.max(1, logits)))
                .toArray();
        return new Band(
                Arrays.stream(rms).average().orElse(0),
                Quantile.of(rms, (1 - LEVEL) / 2),
                Quantile.of(rms, (1 + LEVEL) / 2));
    }

    /** The margin of each choice that one chain in twenty exceeds. */
    SequencedMap<String, Double> margins(Margin margin) {
        SequencedMap<String, Double> margins = new LinkedHashMap<>();
        for (Map.Entry<String, NoiseWalk> walk : walks.entrySet()) {
            margins.put(walk.getKey(), Quantile.of(walk.getValue().margins(margin), LEVEL));
        }
        return margins;
    }
}
