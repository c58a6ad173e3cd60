package org.espalier.search;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.espalier.cost.ExpectedCost;
import org.espalier.data.DataSize;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.latency.LatencyCost;
import org.espalier.latency.LatencyTable;
import org.espalier.loss.Objective;
import org.espalier.pass.Passes;
import org.espalier.problem.BadUsage;
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
    private static final int DESCENTS = 20;
    private static final int HALVINGS = 20;

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
        double factor = keepsBudget(space.decode(weights)) ? 1 / goal.steering() : goal.steering();
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

    /**
     * The architecture that the weights stand for, or if that is too slow, the one that they stand for when every option pays for its share in the latency,
     * the price as small as keeps the budget.
     */
    A decoded(Map<String, double[]> weights) {
        A free = space.decode(weights);
        if (goal.budgetMillis().isEmpty() || keepsBudget(free)) {
            return free;
        }
        double price = 1;
        while (price < 1e12 && !keepsBudget(space.decode(priced(weights, price)))) {
            price *= 2;
        }
        double low = 0;
        A found = space.decode(priced(weights, price));
        double high = price;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = (low + high) / 2;
            A between = space.decode(priced(weights, middle));
            if (keepsBudget(between)) {
                high = middle;
                found = between;
            } else {
                low = middle;
            }
        }
        return keepsBudget(found) ? found : fastest();
    }

    private boolean keepsBudget(A architecture) {
        return predictedMillis(architecture) <= goal.budgetMillis().orElseThrow();
    }

    /** @throws BadUsage if no network of the space is as fast as the budget asks */
    void requirePossible() {
        if (goal.budgetMillis().isPresent()) {
            A fastest = fastest();
            double least = predictedMillis(fastest);
            if (least > goal.budgetMillis().get()) {
                throw new BadUsage(
                        ("latency.budgetMillis: %s; the fastest network of the space takes %.4g ms at %dx%d by the"
                                        + " table: %s; allowed: at least that, or a narrower space")
                                .formatted(goal.budgetMillis().get(), least, extent.height(), extent.width(), fastest));
            }
        }
    }

    /** The fastest architecture: every choice takes what costs least beside the others, until nothing gets faster. */
    A fastest() {
        A best = space.decode(cheapest(expected.at(evenly()).gradient()));
        for (int descent = 0; descent < DESCENTS; descent++) {
            A next = space.decode(cheapest(expected.at(space.decisions(best)).gradient()));
            if (!(predictedMillis(next) < predictedMillis(best))) {
                return best;
            }
            best = next;
        }
        return best;
    }

    private Map<String, double[]> evenly() {
        Map<String, double[]> even = new HashMap<>();
        expected.options().forEach((choice, options) -> {
            double[] weights = new double[options];
            Arrays.fill(weights, 1.0 / options);
            even.put(choice, weights);
        });
        return even;
    }

    private static Map<String, double[]> cheapest(Map<String, double[]> costs) {
        Map<String, double[]> weights = new HashMap<>();
        costs.forEach((choice, own) -> {
            double largest = Arrays.stream(own).max().orElseThrow();
            weights.put(choice, Arrays.stream(own).map(cost -> largest - cost).toArray());
        });
        return weights;
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
