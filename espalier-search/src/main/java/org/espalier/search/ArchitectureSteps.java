package org.espalier.search;

import org.espalier.optimizer.Optimizer;
import org.espalier.problem.Allowed;
import org.espalier.schedule.Schedule;
import org.espalier.space.relaxation.Sampling;

/**
 * How steps update architecture parameters.
 *
 * @param level whether weights and architecture learn on the same images
 * @param halves which images are whose, on two levels
 * @param relaxation sampling and guidance of the choices' weights; a plain softmax stands for the space's own
 *     relaxation
 * @param optimizer the update rule
 * @param learningRate over the run
 * @param from share of the search before the first architecture step; a half in Auto-DeepLab
 * @param averaged share of the search at whose end the choices are those of the mean logits of all steps; 0 for those
 *     of the last step. A constant rate leaves the last logits noisy
 * @param pruning when options are taken away; after the first architecture step
 * @param mixedScales whether scales and shifts of the normalisations that options end with learn; if not, they stay at 1
 *     and 0, and cannot undo what a choice weighs. Those of the network that is trained afterwards always learn
 * @param labels that architecture steps learn from: shuffled ones for the null of a search. Weight steps always learn
 *     from the true labels. On a single level, one back-propagation normally updates both; a null instead runs a weight
 *     step on the true labels and then an architecture step on the shuffled labels of the same batch
 */
public record ArchitectureSteps(
        Level level,
        Halves halves,
        Sampling relaxation,
        Optimizer optimizer,
        Schedule learningRate,
        double from,
        double averaged,
        Pruning pruning,
        boolean mixedScales,
        Labels labels) {

    public ArchitectureSteps {
        Allowed.that(from >= 0 && from < 1, "from", from, "at least 0, less than 1");
        Allowed.that(
                averaged >= 0 && averaged <= 1 - from, "averaged", averaged, "at least 0, at most 1 less from " + from);
        Allowed.that(
                pruning.at().isEmpty() || pruning.at().getFirst() > from,
                "pruning.at",
                pruning.at(),
                "shares after from, " + from + ", as no option has lost its weight before");
    }

    /** Architecture steps as published: of the last step's logits, on shuffled halves. */
    public static ArchitectureSteps plain(
            Level level, Sampling relaxation, Optimizer optimizer, Schedule learningRate, double from) {
        return new ArchitectureSteps(
                level, Halves.SHUFFLED, relaxation, optimizer, learningRate, from, 0, Pruning.NONE, true, Labels.TRUE);
    }

    /** A copy with another relaxation. */
    public ArchitectureSteps relaxedBy(Sampling other) {
        return new ArchitectureSteps(
                level, halves, other, optimizer, learningRate, from, averaged, pruning, mixedScales, labels);
    }

    /**
     * A copy whose learning rate falls to 0 by a cosine while choices are open, and whose logits are averaged.
     *
     * @param start share of the search before the first architecture step
     * @param rate of that step
     * @param mean share of the search at whose end the choices are those of the mean logits
     */
    public ArchitectureSteps falling(double start, double rate, double mean) {
        Schedule falling = new Schedule.Delayed(start, new Schedule.Cosine(rate, 0));
        return new ArchitectureSteps(
                level, halves, relaxation, optimizer, falling, start, mean, pruning, mixedScales, labels);
    }

    /** A copy in which scales inside choices stay fixed. */
    public ArchitectureSteps fixingMixedScales() {
        return new ArchitectureSteps(
                level, halves, relaxation, optimizer, learningRate, from, averaged, pruning, false, labels);
    }

    /** A copy that prunes. */
    public ArchitectureSteps pruning(Pruning other) {
        return new ArchitectureSteps(
                level, halves, relaxation, optimizer, learningRate, from, averaged, other, mixedScales, labels);
    }

    /** A copy on a single level, with architecture steps after another share of the search. */
    public ArchitectureSteps onSingleLevel(double share) {
        return new ArchitectureSteps(
                Level.SINGLE,
                halves,
                relaxation,
                optimizer,
                learningRate,
                share,
                averaged,
                pruning,
                mixedScales,
                labels);
    }
}
