package org.espalier.search;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.espalier.space.Choice;
import org.espalier.space.SearchSpace;
import org.espalier.space.Supernet;
import org.espalier.text.Text;

/**
 * Guides a search to a {@link LatencyGoal}: adds a term to the loss, adjusts the weight of the term, and decodes within
 * the budget.
 *
 * @param <A> architectures of the space
 */
final class LatencyPilot<A> {

    private static final double MICROSECONDS = 1000;
    private static final double LEAST_BETA = 1e-6;
    private static final double MOST_BETA = 1;
    private static final double LEAST_PROBABILITY = 1e-3;
    private static final double LEAST_CONNECTION = 0.5;

    private final SearchSpace<A> space;
    private final int classes;
    private final LatencyTable table;
    private final Extent extent;
    private final LatencyGoal goal;
    private final ExpectedCost expected;
    private final ExpectedCost connection;
    private final BudgetDecoding<A> decoding;
    private double beta;

    LatencyPilot(
            SearchSpace<A> space, Supernet supernet, int classes, LatencyTable table, Extent extent, LatencyGoal goal) {
        this.space = space;
        this.classes = classes;
        this.table = table;
        this.extent = extent;
        this.goal = goal;
        this.beta = goal.firstBeta();
        Graph graph = Passes.apply(Passes.FOR_EXPORT, supernet.graph());
        List<String> choices = supernet.choices().stream().map(Choice::name).toList();
        this.expected = ExpectedCost.of(graph, choices, new LatencyCost(table, graph, extent));
        int image = graph.index(GraphBuilder.IMAGE);
        this.connection = ExpectedCost.of(graph, choices, (node, inputs) -> node == image ? 1 : 0);
        this.decoding = new BudgetDecoding<>(space, classes, this::predictedMillis, expected, disconnection());
    }

    /**
     * The pilot of a search; empty if latency is not a goal.
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
     * The latency term of the loss: the logarithm of the expected latency or, with a budget, of its ratio to the budget
     * where that exceeds 1. The latency is divided by the probability that the input reaches the output; otherwise
     * cutting off the input would be the cheapest way to be fast.
     */
    Objective.Term term() {
        OutputFunction latency = expected.scaled(MICROSECONDS).log();
        OutputFunction beyond = goal.budgetMillis()
                .map(budget -> latency.plus(-Math.log(MICROSECONDS * budget)).positivePart())
                .orElse(latency);
        return new Objective.OfFunction(expected.options().keySet(), beyond.plus(disconnection()), this::beta);
    }

    /** The negative log probability that the input reaches the output. */
    private OutputFunction disconnection() {
        return connection.plus(LEAST_PROBABILITY).log().scaled(-1);
    }

    /** The current weight of the term. */
    double beta() {
        return beta;
    }

    /** Continues with a saved weight. */
    void restore(double saved) {
        beta = saved;
    }

    /**
     * Adjusts the weight of the term: up if the supernet is expected to be too slow ({@link #expectedMillis}), which is
     * what the term penalises, or is more likely than not to be cut off from its input, else down.
     *
     * @param share of the part of the search in which choices are open, since the last adjustment
     */
    void adjust(Map<String, double[]> weights, double share) {
        boolean isWithin = expectedMillis(weights) <= goal.budgetMillis().orElseThrow()
                && connection.at(weights).value() >= LEAST_CONNECTION;
        double factor = Math.pow(goal.steering(), isWithin ? -share : share);
        beta = Math.clamp(beta * factor, LEAST_BETA, Math.max(MOST_BETA, goal.firstBeta()));
    }

    /** Whether the weight is adjusted before this step. */
    boolean adjustsAt(long step) {
        return goal.budgetMillis().isPresent() && step % goal.every() == 0;
    }

    /** Steps between adjustments. */
    int every() {
        return goal.every();
    }

    /** The expected latency at these weights. */
    double expectedMillis(Map<String, double[]> weights) {
        return expected.at(weights).value();
    }

    /** The latency of an architecture's network by the table. */
    double predictedMillis(A architecture) {
        return LatencyCost.of(table, space.network(architecture, classes), extent);
    }

    /** The latency of the network that the search found. */
    LatencyOutcome outcome(A found) {
        return new LatencyOutcome(
                goal.budgetMillis(),
                predictedMillis(found),
                extent,
                table.device().threads());
    }

    /** How architectures within a budget are found. */
    BudgetDecoding<A> decoding() {
        return decoding;
    }

    /** Decodes the weights, within the budget if there is one ({@link BudgetDecoding}). */
    A decoded(Map<String, double[]> weights) {
        return goal.budgetMillis()
                .map(budget -> decoding.within(budget, weights))
                .orElseGet(() -> space.decode(weights));
    }

    /** @throws BadUsage if no network of the space meets the budget */
    void requirePossible() {
        if (goal.budgetMillis().isPresent()) {
            A fastest = decoding.fastest();
            double least = predictedMillis(fastest);
            if (least > goal.budgetMillis().get()) {
                throw new BadUsage(Text.format(
                        "search.latency.budgetMillis: %s; the fastest network of the space that is connected to the"
                            + " input takes %.4g ms at %dx%d by the table: %s; allowed: at least that, or a narrower"
                            + " space",
                        goal.budgetMillis().get(), least, extent.height(), extent.width(), fastest));
            }
        }
    }
}
