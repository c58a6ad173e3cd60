package org.espalier.search.trial;

import java.util.Optional;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;
import org.espalier.train.EarlyStop;
import org.espalier.train.TrainConfig;

/**
 * Everything that the result of a search by training depends on, besides the data.
 *
 * @param space name of the method whose space it is
 * @param search the method's configuration, as text: space, budget, seed of the draws
 * @param training of every candidate; {@code stop} says which part of train judges them
 * @param searcher with its numbers
 * @param weights hash of the weights that candidates start from; empty for random weights
 */
public record SpaceSearchPlan(
        String space, String search, TrainConfig training, Searcher searcher, Optional<String> weights) {

    /** The part of train that judges candidates: a quarter of it, after a gap of a fiftieth. */
    public static final EarlyStop JUDGED = new EarlyStop(0, 0.25, 0.02);

    /** @throws BadUsage if trainings may stop early */
    public SpaceSearchPlan {
        if (training.stop().isOn()) {
            throw new BadUsage(Text.format(
                    "training.stop.patience: %d; allowed: 0, as candidates are compared after equally many steps",
                    training.stop().patience()));
        }
    }

    /** A copy whose candidates start from weights with this hash. */
    SpaceSearchPlan from(String hash) {
        return new SpaceSearchPlan(space, search, training, searcher, Optional.of(hash));
    }
}
