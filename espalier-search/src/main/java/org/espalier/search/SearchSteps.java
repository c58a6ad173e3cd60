package org.espalier.search;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.data.augment.Augmentation;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Frozen;
import org.espalier.engine.MapLayout;
import org.espalier.engine.Optimization;
import org.espalier.engine.StepResult;
import org.espalier.engine.StepRules;
import org.espalier.engine.TrainingStep;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.label.Batch;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.pass.ConstantPart;
import org.espalier.pass.Pass;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.resource.Owned;
import org.espalier.schedule.Moment;
import org.espalier.space.Supernet;
import org.espalier.train.FrozenFeatures;
import org.espalier.train.NonFiniteSteps;

/** The steps of a search. All share one store of weights; each kind updates its part and leaves the rest unchanged. */
final class SearchSteps implements AutoCloseable {

    /** What a step updates. */
    enum Moves {
        /** Kernels, scales and biases. */
        WEIGHTS,
        /** Architecture parameters. */
        ARCHITECTURE,
        /** Both, with one back-propagation. */
        BOTH
    }

    /** Learning rates of a step. */
    record Rates(double weights, double architecture) {}

    /**
     * The rules of both optimisers.
     *
     * @param maximumGradientNorm of the weights' gradients
     * @param frozen scopes whose weights are not updated
     * @param augmentation of the images, which decides whether features of frozen parts can be cached
     */
    record Rules(
            Optimizer weights,
            Optimizer architecture,
            double maximumGradientNorm,
            Frozen frozen,
            Augmentation augmentation) {}

    private final Owned owned = new Owned();
    private final WeightStore weights;
    private final Optimization ofWeights;
    private final Optimization ofArchitecture;
    private final List<Pass> passes;
    private final Optional<FrozenFeatures> features;
    private final Objective objective;
    private final Rules rules;
    private final StepRules stepRules;
    private final Map<Moves, TrainingStep> steps = new EnumMap<>(Moves.class);
    private Graph graph;

    private SearchSteps(
            Supernet supernet,
            List<Pass> passes,
            WeightStore weights,
            Objective objective,
            Rules rules,
            StepRules stepRules) {
        this.weights = owned.add(weights, WeightStore::close);
        this.passes = passes;
        this.objective = objective;
        this.rules = rules;
        this.stepRules = stepRules;
        try {
            Graph whole = whole(supernet);
            this.features = FrozenFeatures.of(whole, weights, rules.frozen, rules.augmentation)
                    .map(kept -> owned.add(kept, FrozenFeatures::close));
            this.graph = features.map(FrozenFeatures::rest).orElse(whole);
            this.ofWeights = owned.add(
                    new Optimization(weights, rules.weights, Set.of(Role.KERNEL, Role.SCALE, Role.BIAS), rules.frozen),
                    Optimization::close);
            this.ofArchitecture = owned.add(
                    new Optimization(weights, rules.architecture, Set.of(Role.ARCHITECTURE)), Optimization::close);
        } catch (RuntimeException | Error e) {
            owned.close();
            throw e;
        }
    }

    /**
     * Creates the steps at the start of a search.
     *
     * @param passes applied to the graph of the outputs that the objective reads
     * @param seed of the initial weights
     */
    static SearchSteps of(
            Supernet supernet,
            List<Pass> passes,
            Objective objective,
            Rules rules,
            StepRules stepRules,
            Seed seed,
            MapLayout layout) {
        WeightStore weights = WeightStore.of(supernet.graph().weights().values(), ElementType.FLOAT32, seed, layout);
        return new SearchSteps(supernet, passes, weights, objective, rules, stepRules);
    }

    private Graph whole(Supernet supernet) {
        return Passes.apply(passes, supernet.graph().keep(objective.outputs()));
    }

    /** From now on, steps run another form of the supernet, of the same weights. */
    void continueWith(Supernet other) {
        NonFiniteSteps counts = nonFiniteSteps();
        steps.values().forEach(TrainingStep::close);
        steps.clear();
        Graph whole = whole(other);
        graph = features.isPresent()
                ? ConstantPart.of(whole, rules.frozen::holds).orElseThrow().rest()
                : whole;
        restore(counts);
    }

    /** Threads that one operation of a step runs on. */
    int threadsPerOperation() {
        return steps.computeIfAbsent(Moves.WEIGHTS, this::step).threadsPerOperation();
    }

    /** The graph that steps run. */
    Graph graph() {
        return graph;
    }

    /** The supernet's weights. */
    WeightStore weights() {
        return weights;
    }

    /** The optimiser of kernels, scales and biases. */
    Optimization weightOptimization() {
        return ofWeights;
    }

    /** The optimiser of architecture parameters. */
    Optimization architectureOptimization() {
        return ofArchitecture;
    }

    /** Runs one step. */
    StepResult run(Moves moves, Batch batch, Moment moment, Rates rates) {
        Feeds feeds = FrozenFeatures.feeds(features, batch);
        TrainingStep step = steps.computeIfAbsent(moves, this::step);
        return switch (moves) {
            case WEIGHTS -> step.run(feeds, moment, rates.weights);
            case ARCHITECTURE -> step.run(feeds, moment, rates.architecture);
            case BOTH -> step.run(feeds, moment, rates.weights, rates.architecture);
        };
    }

    /**
     * Gradients of the architecture parameters in the last step of this kind, by name, before clipping and weight
     * decay.
     */
    SortedMap<String, double[]> architectureGradients(Moves moves) {
        TrainingStep step = steps.get(moves);
        return step == null ? new TreeMap<>() : step.architectureGradients();
    }

    /** The number of non-finite steps of each kind. */
    NonFiniteSteps nonFiniteSteps() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Moves moves : Moves.values()) {
            TrainingStep step = steps.get(moves);
            counts.put(moves.name(), step == null ? 0 : step.nonFiniteSteps());
        }
        return new NonFiniteSteps(counts);
    }

    /** Continues from saved counts. */
    void restore(NonFiniteSteps saved) {
        for (Moves moves : Moves.values()) {
            int count = saved.of(moves.name());
            if (count > 0 || steps.containsKey(moves)) {
                steps.computeIfAbsent(moves, this::step).restoreNonFiniteSteps(count);
            }
        }
    }

    private TrainingStep step(Moves moves) {
        StepRules clipped = stepRules.clippedTo(rules.maximumGradientNorm);
        return switch (moves) {
            case WEIGHTS -> new TrainingStep(graph, objective, ofWeights, clipped);
            case ARCHITECTURE -> new TrainingStep(graph, objective, ofArchitecture, stepRules);
            case BOTH -> new TrainingStep(graph, objective, List.of(ofWeights, ofArchitecture), clipped);
        };
    }

    @Override
    public void close() {
        steps.values().forEach(TrainingStep::close);
        owned.close();
    }
}
