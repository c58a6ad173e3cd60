package org.espalier.search;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.data.DataSize;
import org.espalier.problem.Allowed;

/**
 * The latency goal of a search. Without a budget, {@code beta * log(LAT)} is added to the loss, where LAT is the
 * expected latency in microseconds (GAS, section 3.4). With a budget, the loss penalises latency above it:
 * {@code beta * max(0, log(LAT / budget))}.
 *
 * @param table file with the latencies of operations, as {@code espalier profile} writes it; without one, latency is
 *     not a goal
 * @param size of the image that latency is for; absent for that of the search
 * @param beta weight of the term; with a budget, its first value. Absent for 0.1 with a budget and 0.005 without
 * @param budgetMillis largest latency of the network by the table; absent for none
 * @param every steps between adjustments of beta to the budget
 * @param steering factor by which beta rises over the part of the search in which choices are open, if the supernet is
 *     expected to be too slow all the time; it falls as fast while the supernet is within the budget
 */
public record LatencyGoal(
        Optional<String> table,
        Optional<DataSize> size,
        Optional<Double> beta,
        Optional<Double> budgetMillis,
        int every,
        double steering) {

    /** As remembered from the paper. */
    private static final double PUBLISHED_BETA = 0.005;

    /** Smaller ones leave no time to reach the budget. */
    private static final double FIRST_BETA_WITHIN_BUDGET = 0.1;

    /** Latency is not a goal. */
    public static final LatencyGoal NONE =
            new LatencyGoal(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 10, 1000);

    public LatencyGoal {
        beta.ifPresent(weight -> Allowed.positive("beta", weight));
        budgetMillis.ifPresent(budget -> {
            Allowed.positive("budgetMillis", budget);
            Allowed.that(table.isPresent(), "budgetMillis", budget, "a budget needs a table of latencies");
        });
        Allowed.atLeast("every", every, 1);
        Allowed.that(steering > 1 && Double.isFinite(steering), "steering", steering, "more than 1");
    }

    /** As {@link #NONE}, with a table, by which a price in milliseconds is counted. */
    public static LatencyGoal by(Path table) {
        return new LatencyGoal(
                Optional.of(table.toString()), NONE.size, NONE.beta, NONE.budgetMillis, NONE.every, NONE.steering);
    }

    /** The weight of the term at first. */
    double firstBeta() {
        return beta.orElse(budgetMillis.isPresent() ? FIRST_BETA_WITHIN_BUDGET : PUBLISHED_BETA);
    }

    /** A copy with a budget. */
    public LatencyGoal within(double millis) {
        return new LatencyGoal(table, size, beta, Optional.of(millis), every, steering);
    }
}
