package org.espalier.search;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.blueprint.BudgetFit;
import org.espalier.budget.Budget;
import org.espalier.budget.Proportions;
import org.espalier.data.DataSize;
import org.espalier.data.augment.Augmentation;
import org.espalier.graph.Extent;
import org.espalier.graph.Role;
import org.espalier.latency.LatencyTable;
import org.espalier.loss.Loss;
import org.espalier.optimizer.Optimizer;
import org.espalier.pass.ForImages;
import org.espalier.problem.Allowed;
import org.espalier.random.Seed;
import org.espalier.schedule.Schedule;
import org.espalier.space.relaxation.Sampling;
import org.espalier.train.ClassBalance;
import org.espalier.train.Criterion;
import org.espalier.train.Images;
import org.espalier.train.Length;
import org.espalier.train.WeightSteps;

/**
 * How a supernet is searched: steps and images, relaxation, and latency goal.
 *
 * @param seed root of all random numbers: weights, halves, order and augmentation, noise
 * @param length number of steps; on two levels an epoch is a pass over the first half of the images
 * @param images of a step
 * @param criterion what weights and architecture parameters minimise
 * @param weights how steps update the weights
 * @param architecture how steps update the architecture parameters
 * @param latency the latency goal
 * @param budget what the network that is trained afterwards may cost, by which its widths are scaled; absent for the
 *     configured widths. A time is one by the table of {@code latency}, which then has no term in the loss
 * @param widthFactors factors by which stem, head and each level of a random network may be wider before its widths are
 *     scaled for the budget; 1 alone for the configured proportions, which searched networks always have
 * @param lowMemory whether to recompute some values instead of keeping them; see {@code docs/performance.md}
 */
public record SearchConfig(
        long seed,
        Length length,
        Images images,
        Criterion criterion,
        WeightSteps weights,
        ArchitectureSteps architecture,
        LatencyGoal latency,
        Optional<Budget> budget,
        List<Double> widthFactors,
        boolean lowMemory) {

    private static final List<Double> EVEN = List.of(1.0);

    public SearchConfig {
        widthFactors = List.copyOf(widthFactors);
        Allowed.notEmpty("widthFactors", widthFactors);
        widthFactors.forEach(factor -> Allowed.positive("widthFactors", factor));
        Optional<String> table = latency.table();
        boolean isTime = budget.filter(one -> one instanceof Budget.Latency).isPresent();
        Allowed.that(
                budget.isEmpty() || isTime == table.isPresent(),
                "budget",
                budget.map(Budget::toString).orElse("none"),
                isTime
                        ? "with latency.table, or multiply-adds, such as 35M"
                        : "null beside latency.table, which makes latency a goal of the loss; or a time, such as"
                                + " 1.5ms");
        Allowed.that(
                budget.isEmpty() || latency.budgetMillis().isEmpty(),
                "budget",
                budget.map(Budget::toString).orElse("none"),
                "null beside latency.budgetMillis, which is met by the choice of operations");
    }

    /**
     * The common part of the short presets: two levels, softmax, and optimisers that learn faster than those of the
     * papers, as there are few steps.
     *
     * @param architectureOptimizer update rule of the architecture steps
     */
    public static SearchConfig ofShortSearch(
            DataSize size, DataSize crop, int batch, Length length, Optimizer architectureOptimizer) {
        return new SearchConfig(
                1,
                length,
                new Images(Optional.of(size), batch, Augmentation.standard(crop), 0),
                new Criterion(Loss.crossEntropy(), ClassBalance.ROOT_MEDIAN_FREQUENCY),
                new WeightSteps(
                        new Optimizer.AdamW(0.9, 0.999, 1e-8, Map.of(Role.KERNEL, 0.01)),
                        new Schedule.Cosine(3e-3, 1e-4),
                        5,
                        10,
                        List.of()),
                new ArchitectureSteps(
                        Level.BILEVEL,
                        Halves.CONTIGUOUS,
                        Sampling.SOFTMAX,
                        architectureOptimizer,
                        new Schedule.Constant(0.02),
                        0.5,
                        0,
                        Pruning.NONE,
                        true,
                        Labels.TRUE),
                LatencyGoal.NONE,
                Optional.empty(),
                EVEN,
                false);
    }

    /** A copy with another length. */
    public SearchConfig lasting(Length other) {
        return new SearchConfig(
                seed, other, images, criterion, weights, architecture, latency, budget, widthFactors, lowMemory);
    }

    /** A copy with another number of images a step. */
    SearchConfig inBatchesOf(int count) {
        return new SearchConfig(
                seed,
                length,
                images.ofBatch(count),
                criterion,
                weights,
                architecture,
                latency,
                budget,
                widthFactors,
                lowMemory);
    }

    /** A copy with another seed. */
    public SearchConfig seeded(long other) {
        return new SearchConfig(
                other, length, images, criterion, weights, architecture, latency, budget, widthFactors, lowMemory);
    }

    /** A copy with another relaxation. */
    public SearchConfig relaxedBy(Sampling other) {
        return with(architecture.relaxedBy(other));
    }

    /** A copy with other architecture steps. */
    public SearchConfig with(ArchitectureSteps other) {
        return new SearchConfig(
                seed, length, images, criterion, weights, other, latency, budget, widthFactors, lowMemory);
    }

    /** A copy with another latency goal. */
    public SearchConfig with(LatencyGoal other) {
        return new SearchConfig(
                seed, length, images, criterion, weights, architecture, other, budget, widthFactors, lowMemory);
    }

    /** A copy with another budget; with none, networks have the configured widths. */
    public SearchConfig within(Optional<Budget> other) {
        return new SearchConfig(
                seed, length, images, criterion, weights, architecture, latency, other, widthFactors, lowMemory);
    }

    /** Random proportions of a network's parts. */
    public Proportions proportions(Seed draws) {
        return new Proportions(widthFactors, draws);
    }

    /** A copy with a budget in multiply-adds, such as {@code 35M}. */
    public SearchConfig within(String multiplyAdds) {
        return within(Optional.of(Budget.parse(multiplyAdds)));
    }

    /**
     * Gives networks the widths that meet the budget; empty without a budget.
     *
     * @param extent one image of the data
     * @param images what adapts networks to the images of the data
     */
    public Optional<BudgetFit> fit(Extent extent, int classes, ForImages images) {
        return budget.map(amount -> new BudgetFit(
                amount,
                latency.size()
                        .filter(size -> latency.table().isPresent())
                        .map(size -> Extent.of(size.height(), size.width()))
                        .orElse(extent),
                classes,
                images,
                latency.table().map(Path::of).map(LatencyTable::read)));
    }

    /** A copy that freezes the weights of some scopes. */
    public SearchConfig freezing(List<String> scopes) {
        return new SearchConfig(
                seed,
                length,
                images,
                criterion,
                weights.freezing(scopes),
                architecture,
                latency,
                budget,
                widthFactors,
                lowMemory);
    }
}
