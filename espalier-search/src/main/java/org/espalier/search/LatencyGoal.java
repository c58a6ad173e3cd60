package org.espalier.search;

import java.util.Optional;
import org.espalier.data.DataSize;
import org.espalier.problem.Allowed;

/**
 * How fast the network has to be: {@code beta * log(LAT)} is added to the loss, LAT being the expected latency in microseconds (GAS, section 3.4), and with
 * a budget {@code beta * max(0, log(LAT / budget))}.
 *
 * @param table the file with the latencies of operations, as {@code espalier profile} writes it; without one, latency is no goal
 * @param size of the image that latency is of; that of the search if absent
 * @param beta weight of the logarithm, where a budget does not steer it: where it starts
 * @param budgetMillis the most that the network may take by the table; absent for none
 * @param every steps between two adjustments of beta to the budget
 * @param steering factor of beta where the decoded network is too slow; where it is not, beta is divided by it
 */
public record LatencyGoal(
        Optional<String> table,
        Optional<DataSize> size,
        double beta,
        Optional<Double> budgetMillis,
        int every,
        double steering) {

    /** As fast as it comes. */
    public static final LatencyGoal NONE =
            new LatencyGoal(Optional.empty(), Optional.empty(), 0.005, Optional.empty(), 10, 1.15);

    public LatencyGoal {
        Allowed.positive("beta", beta);
        budgetMillis.ifPresent(budget -> {
            Allowed.positive("budgetMillis", budget);
            Allowed.that(table.isPresent(), "budgetMillis", budget, "a budget needs a table of latencies");
        });
        Allowed.atLeast("every", every, 1);
        Allowed.that(steering > 1 && Double.isFinite(steering), "steering", steering, "more than 1");
    }

    /** The same goal with a budget. */
    public LatencyGoal within(double millis) {
        return new LatencyGoal(table, size, beta, Optional.of(millis), every, steering);
    }
}
