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
import org.espalier.pass.Passes;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.space.Choice;
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
    private static final double MOST_BETA = 1e3;
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

    /** What the loss is to have. */
    Objective.Term term() {
        return new Objective.OfFunction(
                expected.options().keySet(), expected.scaled(MICROSECONDS).log(), this::beta);
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
     * The architecture that the weights stand for, or if that is too slow, the one that they stand for when every option pays for its share in the latency,
     * the price as small as keeps the budget. Only networks that see the image count.
     */
    A decoded(Map<String, double[]> weights) {
        A free = space.decode(weights);
        if (goal.budgetMillis().isEmpty() || isFast(free)) {
            return free;
        }
        for (double price = LEAST_PRICE; price < MOST_PRICE; price *= PRICE_STEP) {
            A paid = space.decode(priced(weights, price));
            if (isFast(paid) && seesTheImage(paid)) {
                return paid;
            }
        }
        return fastest();
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
                Map<String, double[]> weights = new HashMap<>(space.decisions(best));
                double[] other = new double[choice.getValue()];
                other[option] = 1;
                weights.put(choice.getKey(), other);
                A changed = space.decode(weights);
                double millis = predictedMillis(changed);
                if (millis < least && seesTheImage(changed)) {
                    best = changed;
                    least = millis;
                }
            }
        }
        return best;
    }

    /** Weights in which every option pays: {@code w * exp(-price * share)}, the shares being those of the gradient of log(LAT). */
    private Map<String, double[]> priced(Map<String, double[]> weights, double price) {
        Map<String, double[]> shares = expected.log().at(weights).gradient();
        Map<String, double[]> priced = new LinkedHashMap<>();
        weights.forEach((choice, own) -> {
            double[] share = Objects.requireNonNull(shares.get(choice));
            double least = Arrays.stream(share).min().orElseThrow();
            double[] paid = new double[own.length];
            double sum = 0;
            for (int option = 0; option < own.length; option++) {
                paid[option] = own[option] * Math.exp(-price * (share[option] - least));
                sum += paid[option];
            }
            for (int option = 0; option < own.length; option++) {
                paid[option] /= sum;
            }
            priced.put(choice, paid);
        });
        return priced;
    }
}
