package org.espalier.search;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.cost.ExpectedCost;
import org.espalier.data.DataSize;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.latency.LatencyCost;
import org.espalier.latency.LatencyTable;
import org.espalier.loss.Objective;
import org.espalier.loss.OutputFunction;
import org.espalier.pass.Passes;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.space.Choice;
import org.espalier.space.ChoiceWeights;
import org.espalier.space.SearchSpace;
import org.espalier.space.Supernet;

/**
 * Keeps a search on its way to a {@link LatencyGoal}: gives the loss its term, steers the term's weight, and decodes within the budget.
 *
 * @param <A> the space's architectures
 */
final class LatencyPilot<A> {

    private static final double MICROSECONDS = 1000;
    private static final double LEAST_BETA = 1e-6;
    private static final double MOST_BETA = 1;
    private static final double LEAST_SIGHT = 1e-3;
    private static final double LEAST_WEIGHT = 1e-12;
    private static final double LEAST_LOSS = 1e-6;
    private static final double LEAST_PRICE = 0.01;
    private static final double MOST_PRICE = 1e4;
    private static final double PRICE_STEP = 1.1;
    private static final int TRIES = 10_000;

    private final SearchSpace<A> space;
    private final int classes;
    private final LatencyTable table;
    private final Extent extent;
    private final LatencyGoal goal;
    private final ExpectedCost expected;
    private final ExpectedCost sight;
    private double beta;

    LatencyPilot(
            SearchSpace<A> space, Supernet supernet, int classes, LatencyTable table, Extent extent, LatencyGoal goal) {
        this.space = space;
        this.classes = classes;
        this.table = table;
        this.extent = extent;
        this.goal = goal;
        this.beta = goal.beta();
        Graph graph = Passes.apply(Passes.FOR_EXPORT, supernet.graph());
        List<String> choices = supernet.choices().stream().map(Choice::name).toList();
        this.expected = ExpectedCost.of(graph, choices, new LatencyCost(table, graph, extent));
        int image = graph.index(GraphBuilder.IMAGE);
        this.sight = ExpectedCost.of(graph, choices, (node, inputs) -> node == image ? 1 : 0);
    }

    /**
     * The pilot of a search, if latency is one of its goals.
     *
     * @param size of the images of the data
     */
    static <A> Optional<LatencyPilot<A>> of(
            SearchSpace<A> space, Supernet supernet, int classes, DataSize size, LatencyGoal goal) {
        return goal.table().map(file -> {
            DataSize sides = goal.size().orElse(size);
            Extent extent = Extent.of(sides.height(), sides.width());
            return new LatencyPilot<>(space, supernet, classes, LatencyTable.read(Path.of(file)), extent, goal);
        });
    }

    /**
     * What the loss is to have: the logarithm of the latency, or of what it is beyond the budget. It is that of networks that see the image: else cutting
     * the image off would be the cheapest way to be fast, so the latency is divided by the probability of seeing it.
     */
    Objective.Term term() {
        OutputFunction latency = expected.scaled(MICROSECONDS).log();
        OutputFunction beyond = goal.budgetMillis()
                .map(budget -> latency.plus(-Math.log(MICROSECONDS * budget)).positivePart())
                .orElse(latency);
        return new Objective.OfFunction(expected.options().keySet(), beyond.plus(blindness()), this::beta);
    }

    private OutputFunction blindness() {
        return sight.plus(LEAST_SIGHT).log().scaled(-1);
    }

    /** The term's weight now. */
    double beta() {
        return beta;
    }

    /** Goes on with another weight. */
    void restore(double saved) {
        beta = saved;
    }

    /** Looks at the network that the weights stand for, now and then: dearer latency if it is too slow, cheaper if it is not. */
    void look(Map<String, double[]> weights) {
        double factor = isFast(space.decode(weights)) ? 1 / goal.steering() : goal.steering();
        beta = Math.clamp(beta * factor, LEAST_BETA, MOST_BETA);
    }

    /** Whether it is time for a look before a step. */
    boolean isTimeToLook(long step) {
        return goal.budgetMillis().isPresent() && step % goal.every() == 0;
    }

    /** What the table says of an architecture's network. */
    double predictedMillis(A architecture) {
        return LatencyCost.of(table, space.network(architecture, classes), extent);
    }

    /** How fast the network of a search's end is. */
    LatencyOutcome outcome(A found) {
        return new LatencyOutcome(
                goal.budgetMillis(),
                predictedMillis(found),
                extent,
                table.device().threads());
    }

    /**
     * The architecture that the weights stand for, or if that is too slow, the one that comes of it by changing one choice after the other: always the
     * one that costs the least weight for the time it saves, until the budget is kept. What does not see the image does not count.
     */
    A decoded(Map<String, double[]> weights) {
        A found = space.decode(weights);
        if (goal.budgetMillis().isEmpty()) {
            return found;
        }
        if (!seesTheImage(found)) {
            found = seeing(weights);
        }
        while (!isFast(found)) {
            Optional<A> next = faster(found, weights);
            if (next.isEmpty()) {
                return fastest();
            }
            found = next.get();
        }
        return found;
    }

    /** What the weights stand for when every option pays for making it likely that the image is cut off, the price as small as brings it in sight. */
    private A seeing(Map<String, double[]> weights) {
        Map<String, double[]> shares = blindness().at(weights).gradient();
        for (double price = LEAST_PRICE; price < MOST_PRICE; price *= PRICE_STEP) {
            A paid = space.decode(priced(weights, shares, price));
            if (seesTheImage(paid)) {
                return paid;
            }
        }
        return fastest();
    }

    /** One choice changed: the one of the largest share of what has to be saved, for the logarithm of the weight that it costs. */
    private Optional<A> faster(A architecture, Map<String, double[]> weights) {
        Map<String, double[]> decided = space.decisions(architecture);
        double now = expected.at(decided).value();
        double needed = predictedMillis(architecture) - goal.budgetMillis().orElseThrow();
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
                if (saved > 0 && gain > most && sight.at(after).value() > 0) {
                    best = Optional.of(changed);
                    most = gain;
                }
            }
        }
        return best;
    }

    private boolean isFast(A architecture) {
        return predictedMillis(architecture) <= goal.budgetMillis().orElseThrow();
    }

    /** Whether anything of the image gets through: where all ways are cut, a network is fast and of no use. */
    private boolean seesTheImage(A architecture) {
        return space.network(architecture, classes).find(GraphBuilder.IMAGE).isPresent();
    }

    /** @throws BadUsage if no network of the space is as fast as the budget asks */
    void requirePossible() {
        if (goal.budgetMillis().isPresent()) {
            A fastest = fastest();
            double least = predictedMillis(fastest);
            if (least > goal.budgetMillis().get()) {
                throw new BadUsage(
                        ("latency.budgetMillis: %s; the fastest network of the space that sees the image takes %.4g ms"
                                        + " at %dx%d by the table: %s; allowed: at least that, or a narrower space")
                                .formatted(goal.budgetMillis().get(), least, extent.height(), extent.width(), fastest));
            }
        }
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
        double least = predictedMillis(best);
        for (Map.Entry<String, Integer> choice : expected.options().entrySet()) {
            for (int option = 0; option < choice.getValue(); option++) {
                A changed = changed(space.decisions(best), choice.getKey(), option, choice.getValue());
                double millis = predictedMillis(changed);
                if (millis < least && seesTheImage(changed)) {
                    best = changed;
                    least = millis;
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
            double least = Arrays.stream(share).min().orElseThrow();
            double[] paid = new double[own.length];
            Arrays.setAll(
                    paid, option -> Math.max(own[option], LEAST_WEIGHT) * Math.exp(-price * (share[option] - least)));
            priced.put(choice, paid);
        });
        return priced;
    }
}
