package org.espalier.search.diagnosis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.espalier.graph.Role;
import org.espalier.optimizer.Optimizer;
import org.espalier.random.Seed;

/**
 * The null of a search: the distribution of its logits if gradients carried no signal. There is one {@link NoiseWalk}
 * for each choice, with the search's optimiser, learning rates, weight decay and number of architecture steps, and with
 * the standard deviation of gradients measured for the choice in each epoch.
 *
 * <p>Limits: gradients are normal and independent between steps; their deviation and the learning rate are constant
 * within an epoch. The null does not model a latency term or the supernet's own preference for some operation, so both
 * count as signal. The same search with shuffled labels shows how much of the signal comes from the labels.
 */
final class NoSignal {

    /** Share of chains below the margin that counts as beyond noise. */
    static final double LEVEL = 0.95;

    private static final int CHAINS = 400;

    private final SequencedMap<String, NoiseWalk> walks = new LinkedHashMap<>();
    private final Seed seed;
    private final int logits;
    private long steps;

    /**
     * The null before the first architecture step.
     *
     * @param options number of options of each choice, at least 2
     * @param seed of the simulated gradients
     */
    NoSignal(Optimizer rule, SequencedMap<String, Integer> options, Seed seed) {
        this.seed = seed.derive("no-signal");
        this.logits = options.values().stream().mapToInt(Integer::intValue).sum();
        double decay = rule.decay(Role.ARCHITECTURE);
        options.forEach((choice, count) -> walks.put(choice, new NoiseWalk(rule, decay, count, CHAINS)));
    }

    /**
     * The root mean square of all logits under the null: the mean over all chains, and the interval that holds 95 % of
     * them.
     */
    record Band(double mean, double low, double high) {}

    /** Simulates the architecture steps of an epoch. */
    void advance(GradientSummary epoch) {
        for (long step = 0; step < epoch.steps(); step++) {
            Seed own = seed.derive(steps++);
            walks.forEach((choice, walk) -> walk.step(
                    epoch.rate(),
                    epoch.of(choice).deviation(),
                    own.derive(choice).generator()));
        }
    }

    /** Number of architecture steps so far. */
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

    /** The 95 % quantile of each choice's margin over the chains. */
    SequencedMap<String, Double> margins(Margin margin) {
        SequencedMap<String, Double> margins = new LinkedHashMap<>();
        for (Map.Entry<String, NoiseWalk> walk : walks.entrySet()) {
            margins.put(walk.getKey(), Quantile.of(walk.getValue().margins(margin), LEVEL));
        }
        return margins;
    }
}
