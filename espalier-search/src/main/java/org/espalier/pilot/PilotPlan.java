package org.espalier.pilot;

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
 */
public record PilotPlan(String space, String search, TrainConfig training, Budget budget, int networks, int seeds) {

    public PilotPlan {
        Allowed.atLeast("networks", networks, 3);
        Allowed.atLeast("seeds", seeds, 2);
    }
}
