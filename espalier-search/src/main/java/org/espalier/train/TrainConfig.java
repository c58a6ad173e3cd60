package org.espalier.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.data.DataSize;
import org.espalier.data.augment.Augmentation;
import org.espalier.graph.Role;
import org.espalier.loss.Loss;
import org.espalier.optimizer.Optimizer;
import org.espalier.problem.Allowed;
import org.espalier.schedule.Schedule;

/**
 * All of a training that is not its network and its data.
 *
 * @param size working size of the data, HEIGHTxWIDTH; that of the files if absent
 * @param seed root of all random numbers: weights, order and augmentation, noise
 * @param epochs passes over the training images, if {@code minutes} does not end the training
 * @param minutes time to train; the schedules run over it, and evaluation does not count
 * @param batch images a step, at least 2: image pooling has no variance over one
 * @param augmentation how images are varied
 * @param loss on the class scores at full resolution
 * @param auxiliaryWeight factor of the same loss on each auxiliary head, for networks that have some; 0 leaves the heads untrained
 * @param classBalance how much the classes weigh
 * @param optimizer the rule
 * @param learningRate over the run
 * @param maximumGradientNorm longer gradients are scaled down to it
 * @param averageDecay decay of the exponential moving average of the weights that is evaluated and shipped, 0 for none
 * @param nonFiniteLimit the run stops with the n-th step that is not finite
 * @param frozen places in the network whose weights stay as they are, such as {@code backbone}
 * @param evaluateEvery epochs between evaluations on val, 0 for one at the end alone
 */
public record TrainConfig(
        Optional<DataSize> size,
        long seed,
        int epochs,
        Optional<Double> minutes,
        int batch,
        Augmentation augmentation,
        Loss loss,
        double auxiliaryWeight,
        ClassBalance classBalance,
        Optimizer optimizer,
        Schedule learningRate,
        double maximumGradientNorm,
        double averageDecay,
        int nonFiniteLimit,
        List<String> frozen,
        int evaluateEvery) {

    /** What suits a small network on two cores and images of 180x240; see {@code docs/results.md}. */
    public static final TrainConfig CPU = new TrainConfig(
            Optional.of(new DataSize(180, 240)),
            1,
            60,
            Optional.empty(),
            8,
            Augmentation.standard(new DataSize(160, 208)),
            new Loss.CrossEntropy(Loss.IGNORE, List.of(), 0),
            1,
            ClassBalance.ROOT_MEDIAN_FREQUENCY,
            new Optimizer.AdamW(0.9, 0.999, 1e-8, Map.of(Role.KERNEL, 0.01)),
            new Schedule.WarmUp(0, 50, new Schedule.Poly(3e-3, 0.9, 0)),
            5,
            0.99,
            10,
            List.of(),
            0);

    /** The same on small generated scenes. */
    public static final TrainConfig TINY = new TrainConfig(
            Optional.of(new DataSize(64, 96)),
            CPU.seed,
            20,
            CPU.minutes,
            CPU.batch,
            Augmentation.standard(new DataSize(56, 80)),
            CPU.loss,
            CPU.auxiliaryWeight,
            CPU.classBalance,
            CPU.optimizer,
            CPU.learningRate,
            CPU.maximumGradientNorm,
            CPU.averageDecay,
            CPU.nonFiniteLimit,
            CPU.frozen,
            CPU.evaluateEvery);

    public TrainConfig {
        frozen = List.copyOf(frozen);
        Allowed.that(epochs >= 1, "epochs", epochs, "at least 1");
        Allowed.that(minutes.isEmpty() || minutes.get() > 0, "minutes", minutes, "more than 0");
        Allowed.that(batch >= 2, "batch", batch, "at least 2: image pooling has no variance over a single image");
        Allowed.atLeast("auxiliaryWeight", auxiliaryWeight, 0.0);
        Allowed.that(maximumGradientNorm > 0, "maximumGradientNorm", maximumGradientNorm, "more than 0");
        Allowed.that(averageDecay >= 0 && averageDecay < 1, "averageDecay", averageDecay, "at least 0, less than 1");
        Allowed.that(nonFiniteLimit >= 1, "nonFiniteLimit", nonFiniteLimit, "at least 1");
        Allowed.that(evaluateEvery >= 0, "evaluateEvery", evaluateEvery, "at least 0");
    }
}
