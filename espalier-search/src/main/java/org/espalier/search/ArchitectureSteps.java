package org.espalier.search;

import org.espalier.optimizer.Optimizer;
import org.espalier.problem.Allowed;
import org.espalier.schedule.Schedule;
import org.espalier.space.relaxation.Sampling;

/**
 * How steps move architecture parameters.
 *
 * @param level whether weights and architecture learn on the same images
 * @param relaxation how choices get their weights, if not by the space's own relaxation: draws, guidance
 * @param optimizer the update rule
 * @param learningRate over the run
 * @param from share of the search after which architecture steps begin; a half in Auto-DeepLab
 * @param labels that architecture steps see: shuffled ones for the null of a search. Weight steps always see the true ones. On a single level, where both
 *     come out of one back-propagation otherwise, a null runs a weight step on the true labels and then an architecture step on the shuffled labels of the
 *     same batch
 */
public record ArchitectureSteps(
        Level level, Sampling relaxation, Optimizer optimizer, Schedule learningRate, double from, Labels labels) {

    public ArchitectureSteps {
        Allowed.that(from >= 0 && from < 1, "from", from, "at least 0, less than 1");
    }

    /** The same with another relaxation. */
    public ArchitectureSteps relaxedBy(Sampling other) {
        return new ArchitectureSteps(level, other, optimizer, learningRate, from, labels);
    }

    /** The same on a single level, beginning after another share of the search. */
    public ArchitectureSteps onSingleLevel(double share) {
        return new ArchitectureSteps(Level.SINGLE, relaxation, optimizer, learningRate, share, labels);
    }
}
