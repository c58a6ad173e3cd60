package org.espalier.table;

import java.util.List;
import java.util.Optional;
import org.espalier.problem.Allowed;
import org.espalier.train.TrainConfig;

/**
 * Everything that a table depends on, besides the data.
 *
 * @param space name of the method whose space it is
 * @param search the method's configuration, as text: space, budget, seed of the draws
 * @param training of every network; its seed is that of the first training of each
 * @param networks number of different networks
 * @param seeds number of trainings of each
 * @param rungs shares of a full training after which losses are measured, ascending, the last 1
 * @param weights hash of the weights that networks start from; empty for random weights
 */
public record TablePlan(
        String space,
        String search,
        TrainConfig training,
        int networks,
        int seeds,
        List<Double> rungs,
        Optional<String> weights) {

    public TablePlan {
        rungs = List.copyOf(rungs);
        Allowed.atLeast("networks", networks, 3);
        Allowed.atLeast("seeds", seeds, 2);
        boolean ascending = rungs.equals(rungs.stream().distinct().sorted().toList());
        Allowed.that(
                !rungs.isEmpty() && rungs.getFirst() > 0 && ascending && rungs.getLast() == 1,
                "rungs",
                rungs,
                "shares of the steps in ascending order, more than 0, the last 1, such as 0.25,0.5,1");
        Allowed.that(
                !training.stop().isOn(),
                "training.stop.patience",
                training.stop().patience(),
                "0, as networks are compared after equally many steps");
    }

    /** A copy whose networks start from weights with this hash. */
    TablePlan from(String hash) {
        return new TablePlan(space, search, training, networks, seeds, rungs, Optional.of(hash));
    }
}
