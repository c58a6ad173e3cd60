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
 * From the weights of choices to an architecture that is fast enough and sees the image.
 *
 * @param <A> the space's architectures
 * @param classes of the networks
 * @param millis what an architecture's network takes
 * @param expected latency at weights of choices
 * @param blindness at weights of choices, the larger the less likely the image gets through
 */
record BudgetDecoding<A>(
        SearchSpace<A> space,
        int classes,
        ToDoubleFunction<A> millis,
        ExpectedCost expected,
        OutputFunction blindness) {

    private static final double LEAST_WEIGHT = Double.MIN_NORMAL;
    private static final double LEAST_LOSS = 1e-6;
    private static final double LEAST_PRICE = 0.01;
    private static final double MOST_PRICE = 1e4;
    private static final double PRICE_STEP = 1.1;
    private static final int TRIES = 10_000;

    /**
     * The architecture that the weights stand for, or if that is too slow, the one that comes of it by changing one choice after the other: always the
     * one that costs the least weight for the time it saves, until the budget is kept. What does not see the image does not count.
     */
    A within(double budget, Map<String, double[]> weights) {
        A found = space.decode(weights);
        if (!seesTheImage(found)) {
            found = seeing(weights);
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

    /** What the weights stand for when every option pays for making it likely that the image is cut off, the price as small as brings it in sight. */
    private A seeing(Map<String, double[]> weights) {
        Map<String, double[]> shares = blindness.at(weights).gradient();
        for (double price = LEAST_PRICE; price < MOST_PRICE; price *= PRICE_STEP) {
            A paid = space.decode(priced(weights, shares, price));
            if (seesTheImage(paid)) {
                return paid;
            }
        }
        return fastest();
    }

    /** One choice changed: the one of the largest share of what has to be saved, for the logarithm of the weight that it costs. */
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
                if (saved > 0 && gain > most && seesTheImage(changed)) {
                    best = Optional.of(changed);
                    most = gain;
                }
            }
        }
        return best;
    }

    /** Whether anything of the image gets through: where all ways are cut, a network is fast and of no use. */
    boolean seesTheImage(A architecture) {
        return space.network(architecture, classes).find(GraphBuilder.IMAGE).isPresent();
    }

    /**
     * The fastest architecture that sees the image, as far as changing one choice after the other finds it: from a random one, every choice tries all
     * its options, until no change makes the network faster.
     */
    A fastest() {
        A best = IntStream.range(0, TRIES)
                .mapToObj(seed -> space.random(new Seed(seed)))
                .filter(this::seesTheImage)
                .findFirst()
                .orElseThrow(() -> new BadUsage("no network of the space sees the image; got " + space));
        for (A better = faster(best); !better.equals(best); better = faster(best)) {
            best = better;
        }
        return best;
    }

    /** The same with any choice changed that makes it faster. */
    private A faster(A architecture) {
        A best = architecture;
        double least = millis.applyAsDouble(best);
        for (Map.Entry<String, Integer> choice : expected.options().entrySet()) {
            for (int option = 0; option < choice.getValue(); option++) {
                A changed = changed(space.decisions(best), choice.getKey(), option, choice.getValue());
                double own = millis.applyAsDouble(changed);
                if (own < least && seesTheImage(changed)) {
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

    /** Weights in which every option pays: {@code w * exp(-price * share)}. */
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
