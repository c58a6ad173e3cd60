package org.espalier.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.config.Preset;
import org.espalier.data.DataSize;
import org.espalier.data.augment.Augmentation;
import org.espalier.graph.Role;
import org.espalier.loss.Loss;
import org.espalier.optimizer.Optimizer;
import org.espalier.problem.Allowed;
import org.espalier.schedule.Schedule;

/**
 * The configuration of a training, except its network and its data.
 *
 * @param seed root of all random numbers: weights, order and augmentation, noise
 * @param length number of steps
 * @param images of a step
 * @param criterion what training minimises
 * @param auxiliaryWeight factor of the loss on each auxiliary head, for networks that have some; 0 does not train the
 *     heads
 * @param weights how steps update the weights
 * @param averageDecay decay of the exponential moving average of the weights, which is then evaluated and saved; 0 for
 *     none
 * @param averageStatistics number of batches from which the averaged weights get running statistics of their own before
 *     they are scored and saved; 0 for the average of those of the steps
 * @param evaluateEvery epochs between evaluations on {@code val}; 0 for a single one at the end. With an early stop:
 *     epochs between judgements on {@code select}; 0 for one after each epoch
 * @param stop whether and when the training stops early
 */
public record TrainConfig(
        long seed,
        Length length,
        Images images,
        Criterion criterion,
        double auxiliaryWeight,
        WeightSteps weights,
        double averageDecay,
        int averageStatistics,
        int evaluateEvery,
        EarlyStop stop) {

    /** Batches; with them early scores rank networks better ({@code docs/scoreboard.md}), and late ones are the same. */
    private static final int OWN_STATISTICS = 10;

    /** For a small network on two cores and images of 180x240; see {@code docs/results.md}. */
    public static final TrainConfig CPU = of(new DataSize(180, 240), new DataSize(160, 208), new Length.Epochs(60));

    /** The same for small generated scenes. */
    public static final TrainConfig TINY = of(new DataSize(64, 96), new DataSize(56, 80), new Length.Epochs(20));

    /** All presets; the first is the default. */
    public static final List<Preset<TrainConfig>> PRESETS = List.of(
            new Preset<>("cpu", "a small network on two cores, images of 180x240", CPU),
            new Preset<>("tiny", "minutes on generated scenes of 64x96", TINY));

    public TrainConfig {
        Allowed.atLeast("auxiliaryWeight", auxiliaryWeight, 0.0);
        Allowed.that(averageDecay >= 0 && averageDecay < 1, "averageDecay", averageDecay, "at least 0, less than 1");
        Allowed.atLeast("averageStatistics", averageStatistics, 0);
        Allowed.that(evaluateEvery >= 0, "evaluateEvery", evaluateEvery, "at least 0");
    }

    /** A copy with another length. */
    public TrainConfig lasting(Length other) {
        return new TrainConfig(
                seed,
                other,
                images,
                criterion,
                auxiliaryWeight,
                weights,
                averageDecay,
                averageStatistics,
                evaluateEvery,
                stop);
    }

    /** A copy with another number of images a step. */
    TrainConfig inBatchesOf(int count) {
        return new TrainConfig(
                seed,
                length,
                images.ofBatch(count),
                criterion,
                auxiliaryWeight,
                weights,
                averageDecay,
                averageStatistics,
                evaluateEvery,
                stop);
    }

    /** A copy with another seed. */
    public TrainConfig seeded(long other) {
        return new TrainConfig(
                other,
                length,
                images,
                criterion,
                auxiliaryWeight,
                weights,
                averageDecay,
                averageStatistics,
                evaluateEvery,
                stop);
    }

    /** A copy whose learning rates are as many times as large. */
    public TrainConfig learning(double times) {
        return new TrainConfig(
                seed,
                length,
                images,
                criterion,
                auxiliaryWeight,
                weights.learning(times),
                averageDecay,
                averageStatistics,
                evaluateEvery,
                stop);
    }

    /** A copy with other parts frozen. */
    public TrainConfig freezing(List<String> frozen) {
        return new TrainConfig(
                seed,
                length,
                images,
                criterion,
                auxiliaryWeight,
                weights.freezing(frozen),
                averageDecay,
                averageStatistics,
                evaluateEvery,
                stop);
    }

    /** A copy that is evaluated more or less often. */
    public TrainConfig evaluatingEvery(int epochs) {
        return new TrainConfig(
                seed,
                length,
                images,
                criterion,
                auxiliaryWeight,
                weights,
                averageDecay,
                averageStatistics,
                epochs,
                stop);
    }

    /** A copy with another part of train that judges it. */
    public TrainConfig judgedBy(EarlyStop other) {
        return new TrainConfig(
                seed,
                length,
                images,
                criterion,
                auxiliaryWeight,
                weights,
                averageDecay,
                averageStatistics,
                evaluateEvery,
                other);
    }

    private static TrainConfig of(DataSize size, DataSize crop, Length length) {
        return new TrainConfig(
                1,
                length,
                new Images(Optional.of(size), 8, Augmentation.standard(crop), 0),
                new Criterion(Loss.crossEntropy(), ClassBalance.ROOT_MEDIAN_FREQUENCY),
                1,
                new WeightSteps(
                        new Optimizer.AdamW(0.9, 0.999, 1e-8, Map.of(Role.KERNEL, 0.01)),
                        new Schedule.WarmUp(0, 50, new Schedule.Poly(3e-3, 0.9, 0)),
                        5,
                        10,
                        List.of()),
                0.99,
                OWN_STATISTICS,
                0,
                EarlyStop.OFF);
    }
}
