package org.espalier.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.espalier.cost.ExpectedCost;
import org.espalier.graph.GraphBuilder;
import org.espalier.loss.OutputFunction;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.space.ChoiceWeights;
import org.espalier.space.SearchSpace;

/**
 * Decodes choice weights to an architecture that meets a latency budget and is connected to the input.
 *
 * @param <A> architectures of the space
 * @param classes of the networks
 * @param millis predicted latency of an architecture's network
 * @param expected latency at given choice weights
 * @param disconnection negative log probability that the input reaches the output, at given choice weights
 */
record BudgetDecoding<A>(
        SearchSpace<A> space,
        int classes,
        ToDoubleFunction<A> millis,
        ExpectedCost expected,
        OutputFunction disconnection) {

    private static final double LEAST_WEIGHT = Double.MIN_NORMAL;
    private static final double LEAST_LOSS = 1e-6;
    private static final double LEAST_PRICE = 0.01;
    private static final double MOST_PRICE = 1e4;
    private static final double PRICE_STEP = 1.1;
    private static final int TRIES = 10_000;

    /**
     * Decodes the weights. If the result is too slow, changes one choice at a time until it meets the budget: each time
     * the change that loses the least weight for the time it saves. Architectures that are not connected to the input
     * are skipped.
     */
    A within(double budget, Map<String, double[]> weights) {
        A found = space.decode(weights);
        if (!isConnected(found)) {
            found = connected(weights);
        }
        for (double now = millis.applyAsDouble(found); now > budget; now = millis.applyAsDouble(found)) {
            Optional<A> next = cheapestSaving(found, weights, now - budget);
            if (next.isEmpty()) {
                return fastest();
            }
            found = next.get();
        }
        return found;
    }

    /**
     * Decodes with a penalty on each option for its effect on the disconnection: the smallest penalty that gives an
     * architecture connected to the input.
     */
    private A connected(Map<String, double[]> weights) {
        Map<String, double[]> shares = disconnection.at(weights).gradient();
        for (double price = LEAST_PRICE; price < MOST_PRICE; price *= PRICE_STEP) {
            A paid = space.decode(priced(weights, shares, price));
            if (isConnected(paid)) {
                return paid;
            }
        }
        return fastest();
    }

    /**
     * The best change of a single choice: the most time saved, up to what is needed, for the logarithm of the weight
     * lost.
     */
    private Optional<A> cheapestSaving(A architecture, Map<String, double[]> weights, double needed) {
        Map<String, double[]> decided = space.decisions(architecture);
        double now = expected.at(decided).value();
        Optional<A> best = Optional.empty();
        double most = 0;
        for (Map.Entry<String, Integer> choice : expected.options().entrySet()) {
            double[] own = Objects.requireNonNull(weights.get(choice.getKey()));
            int chosen = ChoiceWeights.strongest(ChoiceWeights.of(decided, choice.getKey()), 0);
            for (int option = 0; option < choice.getValue(); option++) {
                A changed = changed(decided, choice.getKey(), option, choice.getValue());
                Map<String, double[]> after = space.decisions(changed);
                double saved = Math.min(needed, now - expected.at(after).value());
                double lost = Math.log(Math.max(own[chosen], LEAST_WEIGHT) / Math.max(own[option], LEAST_WEIGHT));
                double gain = saved / Math.max(lost, LEAST_LOSS);
                if (saved > 0 && gain > most && isConnected(changed)) {
                    best = Optional.of(changed);
                    most = gain;
                }
            }
        }
        return best;
    }

    /** Whether the output depends on the input. A network without any path is fast but useless. */
    boolean isConnected(A architecture) {
        return space.network(architecture, classes).find(GraphBuilder.IMAGE).isPresent();
    }

    /**
     * The fastest architecture that is connected to the input, found by local search: starting from a random one,
     * changes one choice at a time until no change makes it faster.
     */
    A fastest() {
        A best = IntStream.range(0, TRIES)
                .mapToObj(seed -> space.random(new Seed(seed)))
                .filter(this::isConnected)
                .findFirst()
                .orElseThrow(() -> new BadUsage("no network of the space is connected to the input; got " + space));
        for (A better = faster(best); !better.equals(best); better = faster(best)) {
            best = better;
        }
        return best;
    }

    /** Tries all options of every choice, and keeps each change that makes the network faster. */
    private A faster(A architecture) {
        A best = architecture;
        double least = millis.applyAsDouble(best);
        for (Map.Entry<String, Integer> choice : expected.options().entrySet()) {
            for (int option = 0; option < choice.getValue(); option++) {
                A changed = changed(space.decisions(best), choice.getKey(), option, choice.getValue());
                double own = millis.applyAsDouble(changed);
                if (own < least && isConnected(changed)) {
                    best = changed;
                    least = own;
                }
            }
        }
        return best;
    }

    private A changed(Map<String, double[]> decided, String choice, int option, int options) {
        Map<String, double[]> weights = new HashMap<>(decided);
        double[] other = new double[options];
        other[option] = 1;
        weights.put(choice, other);
        return space.decode(weights);
    }

    /** Penalised weights, {@code w * exp(-price * share)}. */
    private static Map<String, double[]> priced(
            Map<String, double[]> weights, Map<String, double[]> shares, double price) {
        Map<String, double[]> priced = new LinkedHashMap<>();
        weights.forEach((choice, own) -> {
            double[] share = Objects.requireNonNull(shares.get(choice));
            double[] paid = new double[own.length];
            Arrays.setAll(paid, option -> Math.log(Math.max(own[option], LEAST_WEIGHT)) - price * share[option]);
            double most = Arrays.stream(paid).max().orElseThrow();
            Arrays.setAll(paid, option -> Math.exp(paid[option] - most));
            priced.put(choice, paid);
        });
        return priced;
    }
}
