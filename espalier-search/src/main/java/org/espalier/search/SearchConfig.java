package org.espalier.search;

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
import org.espalier.space.relaxation.Sampling;
import org.espalier.train.ClassBalance;

/**
 * How a supernet is searched: the steps and what they learn on, the form of its choices, and what it may cost.
 *
 * @param size working size of the data, HEIGHTxWIDTH; that of the files if absent
 * @param seed root of all random numbers: weights, halves, order and augmentation, noise
 * @param epochs passes over the first half, if {@code minutes} does not end the search
 * @param minutes time to search; the schedules run over it
 * @param level whether weights and architecture learn on the same images
 * @param relaxation how choices get their weights, if not as is usual for the space: draws, guidance
 * @param latency how fast the network is to be
 * @param batch images a step, at least 2: image pooling has no variance over one
 * @param augmentation how images are varied
 * @param loss on the class scores at full resolution
 * @param classBalance how much the classes weigh
 * @param optimizer rule of the weight step
 * @param learningRate of the weight step
 * @param architectureOptimizer rule of the architecture step
 * @param architectureLearningRate of the architecture step
 * @param architectureFrom share of the search after which the architecture steps begin; half of it in the paper
 * @param maximumGradientNorm longer gradients of the weight step are scaled down to it
 * @param nonFiniteLimit the run stops with the n-th step that is not finite
 * @param frozen places in the supernet whose weights stay as they are, such as {@code backbone}
 * @param lowMemory whether steps compute some values twice rather than keep them; see {@code docs/performance.md}
 */
public record SearchConfig(
        Optional<DataSize> size,
        long seed,
        int epochs,
        Optional<Double> minutes,
        Level level,
        Sampling relaxation,
        LatencyGoal latency,
        int batch,
        Augmentation augmentation,
        Loss loss,
        ClassBalance classBalance,
        Optimizer optimizer,
        Schedule learningRate,
        Optimizer architectureOptimizer,
        Schedule architectureLearningRate,
        double architectureFrom,
        double maximumGradientNorm,
        int nonFiniteLimit,
        List<String> frozen,
        boolean lowMemory) {

    public SearchConfig {
        frozen = List.copyOf(frozen);
        Allowed.atLeast("epochs", epochs, 1);
        minutes.ifPresent(value -> Allowed.positive("minutes", value));
        Allowed.that(batch >= 2, "batch", batch, "2 or more: image pooling has no variance over a single image");
        Allowed.that(
                architectureFrom >= 0 && architectureFrom < 1,
                "architectureFrom",
                architectureFrom,
                "at least 0, less than 1");
        Allowed.that(maximumGradientNorm > 0, "maximumGradientNorm", maximumGradientNorm, "more than 0");
        Allowed.atLeast("nonFiniteLimit", nonFiniteLimit, 1);
    }

    /**
     * What the short presets share: two levels, softmax, faster rules than the papers' for the few steps there are.
     *
     * @param architectureOptimizer rule of the architecture step
     */
    public static SearchConfig brief(
            DataSize size,
            DataSize crop,
            int batch,
            int epochs,
            Optional<Double> minutes,
            Optimizer architectureOptimizer) {
        return new SearchConfig(
                Optional.of(size),
                1,
                epochs,
                minutes,
                Level.BILEVEL,
                Sampling.SOFTMAX,
                LatencyGoal.NONE,
                batch,
                Augmentation.standard(crop),
                Loss.crossEntropy(),
                ClassBalance.ROOT_MEDIAN_FREQUENCY,
                new Optimizer.AdamW(0.9, 0.999, 1e-8, Map.of(Role.KERNEL, 0.01)),
                new Schedule.Cosine(3e-3, 1e-4),
                architectureOptimizer,
                new Schedule.Constant(0.02),
                0.5,
                5,
                10,
                List.of(),
                false);
    }

    /** The same search on a single level, its choices weighed in another way, the architecture open from a share of it on. */
    public SearchConfig onSingleLevel(Sampling other, double from) {
        return with(minutes, Level.SINGLE, other, from, frozen);
    }

    /** The same search in another time. */
    public SearchConfig lasting(double other) {
        return with(Optional.of(other), level, relaxation, architectureFrom, frozen);
    }

    /** The same search, its choices weighed in another way. */
    public SearchConfig weighing(Sampling other) {
        return with(minutes, level, other, architectureFrom, frozen);
    }

    /** The same search, in which the weights of some places stay as they are. */
    public SearchConfig freezing(List<String> scopes) {
        return with(minutes, level, relaxation, architectureFrom, scopes);
    }

    private SearchConfig with(Optional<Double> time, Level levels, Sampling weights, double from, List<String> fixed) {
        return new SearchConfig(
                size,
                seed,
                epochs,
                time,
                levels,
                weights,
                latency,
                batch,
                augmentation,
                loss,
                classBalance,
                optimizer,
                learningRate,
                architectureOptimizer,
                architectureLearningRate,
                from,
                maximumGradientNorm,
                nonFiniteLimit,
                fixed,
                lowMemory);
    }
}
