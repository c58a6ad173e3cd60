package org.espalier.pilot;

import java.util.Optional;
import org.espalier.budget.Budget;
import org.espalier.problem.Allowed;
import org.espalier.train.TrainConfig;

/**
 * Everything that the result of a pilot depends on, besides the data.
 *
 * @param space name of the method whose space it is
 * @param search the method's configuration, as text
 * @param training of every network; its seed is that of the first training of each
 * @param budget that every network costs
 * @param networks number of random networks
 * @param seeds number of trainings of each
 * @param weights hash of the weights that the random networks start from; empty for random weights
 */
public record PilotPlan(
        String space,
        String search,
        TrainConfig training,
        Budget budget,
        int networks,
        int seeds,
        Optional<String> weights) {

    public PilotPlan {
        Allowed.atLeast("networks", networks, 3);
        Allowed.atLeast("seeds", seeds, 2);
    }

    /** A copy whose random networks start from weights with this hash. */
    PilotPlan from(String hash) {
        return new PilotPlan(space, search, training, budget, networks, seeds, Optional.of(hash));
    }
}
