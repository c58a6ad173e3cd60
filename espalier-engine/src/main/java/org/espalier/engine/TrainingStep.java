package org.espalier.engine;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.espalier.engine.backpropagation.Backpropagation;
import org.espalier.engine.backpropagation.SegmentedBackpropagation;
import org.espalier.engine.backpropagation.WholeBackpropagation;
import org.espalier.engine.forward.Forward;
import org.espalier.engine.forward.NonFiniteSearch;
import org.espalier.engine.forward.Plan;
import org.espalier.engine.input.NoiseSource;
import org.espalier.engine.input.Sources;
import org.espalier.engine.weight.FlatBuffer;
import org.espalier.engine.weight.Leaves;
import org.espalier.engine.weight.MovingStatistics;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;
import org.espalier.loss.Objective;
import org.espalier.problem.Divergence;
import org.espalier.resource.Owned;
import org.espalier.schedule.Moment;
import org.espalier.text.Text;

/**
 * One step of training: forward, objective, gradients, clipping, update.
 *
 * <p>Only weights that the optimisations update get gradients; all others are constants of the step. So a weight step
 * computes no architecture gradients, and an architecture step no weight gradients. Normalisations over the batch
 * update the running statistics that they name once a step, by the mean over all nodes that name them. If the loss, a
 * gradient or a statistic is not finite, nothing is updated: no weight, no momentum, no statistic.
 *
 * <p>Native memory: close it before the optimisations and the store. Not thread-safe.
 */
@SuppressWarnings("try") // a scope or guard is there to be closed, not read
public final class TrainingStep implements AutoCloseable {

    private final Graph graph;
    private final Objective objective;
    private final List<Optimization> optimizations;
    private final WeightStore store;
    private final Set<Role> roles;
    private final StepRules rules;
    private final Owned owned = new Owned();
    private final MovingStatistics statistics;
    private final Forward forward;
    private final Backpropagation backpropagation;
    private final Set<String> touched;
    private int nonFiniteSteps;
    private SortedMap<String, double[]> architectureGradients = new TreeMap<>();

    /**
     * A step with one optimisation.
     *
     * @param graph all its weights are in the store; outputs that the objective does not use are not computed
     * @param objective to minimise
     * @param optimization which weights are updated, and how
     */
    public TrainingStep(Graph graph, Objective objective, Optimization optimization, StepRules rules) {
        this(graph, objective, List.of(optimization), rules);
    }

    /**
     * A step with several optimisations that share one back-propagation.
     *
     * @param graph all its weights are in the store; outputs that the objective does not use are not computed
     * @param objective to minimise
     * @param optimizations on the same store, with disjoint roles
     */
    public TrainingStep(Graph graph, Objective objective, List<Optimization> optimizations, StepRules rules) {
        this.graph = graph.keep(objective.outputs());
        this.objective = objective;
        this.optimizations = List.copyOf(optimizations);
        this.store = optimizations.getFirst().store();
        this.roles = optimizations.stream()
                .flatMap(optimization -> optimization.roles().stream())
                .collect(Collectors.toUnmodifiableSet());
        if (roles.size()
                        != optimizations.stream()
                                .mapToInt(one -> one.roles().size())
                                .sum()
                || optimizations.stream().anyMatch(one -> one.store() != store)) {
            throw new IllegalArgumentException(
                    "optimizations: they must have the same store and disjoint roles; got roles "
                            + optimizations.stream().map(Optimization::roles).toList());
        }
        this.rules = rules;
        this.touched = this.graph.weights().values().stream()
                .filter(this::moves)
                .map(Weight.Named::name)
                .collect(Collectors.toUnmodifiableSet());
        try {
            Leaves leaves = owned.add(store.leaves(this.graph, this::moves), Leaves::close);
            this.statistics = owned.add(store.statistics(this.graph), MovingStatistics::close);
            this.forward = new Forward(new Plan(this.graph), leaves, Optional.of(statistics));
            this.backpropagation = owned.add(backpropagation(rules.gradients(), forward), Backpropagation::close);
        } catch (RuntimeException | Error e) {
            owned.close();
            throw e;
        }
    }

    /**
     * Runs one step.
     *
     * @param feeds the graph's inputs and the objective's labels
     * @param moment the step's place in the run; noise inputs depend on it
     * @param learningRates one for each optimisation
     * @throws Divergence if the run has reached the limit of steps that are not finite; names the node with the first such
     *     value
     */
    public StepResult run(Feeds feeds, Moment moment, double... learningRates) {
        try (PointerScope scope = new PointerScope()) {
            Sources sources = sources(feeds, moment);
            zeroGradients();
            statistics.begin();
            Backpropagation.Outcome outcome = backpropagation.run(sources, objective);
            double loss = outcome.value().total();
            double norm = gradientNorm(roles);
            boolean finite =
                    Double.isFinite(loss) && Double.isFinite(norm) && NonFiniteSearch.isFinite(statistics.moved());
            architectureGradients = finite ? gradients(Role.ARCHITECTURE) : new TreeMap<>();
            if (finite) {
                Set<String> moving = withoutIdle(outcome.idle());
                for (int index = 0; index < optimizations.size(); index++) {
                    Optimization optimization = optimizations.get(index);
                    clip(optimization.roles());
                    optimization.move(moving, learningRates[index]);
                }
                statistics.commit();
            } else if (++nonFiniteSteps >= rules.nonFiniteLimit()) {
                throw new Divergence(Text.format(
                        "step %d is not finite (loss %s, gradient norm %s), and the run stops at %d such steps; %s;"
                                + " try a smaller learning rate or gradient clipping",
                        moment.step(), loss, norm, nonFiniteSteps, firstNonFinite(sources)));
            }
            return new StepResult(loss, outcome.value().terms(), norm, finite);
        }
    }

    private static Backpropagation backpropagation(Gradients kind, Forward forward) {
        return switch (kind) {
            case SEGMENTS -> new SegmentedBackpropagation(forward, false, LibTorch.threads());
            case RECOMPUTED -> new SegmentedBackpropagation(forward, true, LibTorch.threads());
            case WHOLE -> new WholeBackpropagation(forward, LibTorch.threads());
        };
    }

    private boolean moves(Weight.Named weight) {
        return optimizations.stream().anyMatch(optimization -> optimization.moves(weight));
    }

    /**
     * The gradients of the architecture parameters by name, row-major, as the last step computed them: before clipping
     * and weight decay, and 0 for parameters that the step did not need. Empty before the first step, after a step that
     * was not finite, and if no optimisation of this step updates architecture parameters.
     */
    public SortedMap<String, double[]> architectureGradients() {
        return Collections.unmodifiableSortedMap(architectureGradients);
    }

    private SortedMap<String, double[]> gradients(Role role) {
        SortedMap<String, double[]> byName = new TreeMap<>();
        for (Weight.Named weight : graph.weights().values()) {
            if (weight.role() == role && touched.contains(weight.name())) {
                byName.put(weight.name(), store.readGradient(weight.name()));
            }
        }
        return byName;
    }

    /** Names of the weights to update: those of branches that did not run keep their values and momenta. */
    private Set<String> withoutIdle(Set<String> idle) {
        return idle.isEmpty()
                ? touched
                : touched.stream().filter(name -> !idle.contains(name)).collect(Collectors.toSet());
    }

    /** How many steps were not finite so far. */
    public int nonFiniteSteps() {
        return nonFiniteSteps;
    }

    /** Sets how many steps were not finite so far: when a run is resumed, those before it was interrupted. */
    public void restoreNonFiniteSteps(int count) {
        nonFiniteSteps = count;
    }

    /** Threads that one operation runs on. Results are equal to the last bit only where this is the same. */
    public int threadsPerOperation() {
        return backpropagation.threadsPerOperation();
    }

    @Override
    public void close() {
        owned.close();
    }

    private Sources sources(Feeds feeds, Moment moment) {
        NoiseSource noise = NoiseSource.of(rules.noise());
        return new Sources(
                feeds.inputs(),
                noise,
                moment,
                store.type().scalarType(),
                store.layout().format());
    }

    private void zeroGradients() {
        for (Role role : roles) {
            store.gradients(role).ifPresent(buffer -> buffer.all().zero_());
        }
    }

    /** Not finite if any gradient is not finite. */
    private double gradientNorm(Set<Role> some) {
        double squares = 0;
        for (Role role : some) {
            Optional<FlatBuffer> gradients = store.gradients(role);
            if (gradients.isPresent()) {
                double norm = gradients.get().all().norm().item_double();
                squares += norm * norm;
            }
        }
        return Math.sqrt(squares);
    }

    /** Clips the gradients of one optimisation by their own norm, whatever those of the others are. */
    private void clip(Set<Role> some) {
        double norm = gradientNorm(some);
        if (norm > rules.maximumGradientNorm()) {
            Scalar factor = new Scalar(rules.maximumGradientNorm() / norm);
            for (Role role : some) {
                store.gradients(role).ifPresent(buffer -> buffer.all().mul_(factor));
            }
        }
    }

    /** Runs forward again and checks every node. */
    private String firstNonFinite(Sources sources) {
        try (NoGradGuard guard = new NoGradGuard()) {
            statistics.begin();
            NonFiniteSearch search = new NonFiniteSearch();
            forward.run(sources, search);
            return search.found().orElseGet(this::firstNonFiniteGradient);
        }
    }

    private String firstNonFiniteGradient() {
        for (Weight.Named weight : graph.weights().values()) {
            if (touched.contains(weight.name())) {
                FlatBuffer gradients = store.gradients(weight.role()).orElseThrow();
                if (!NonFiniteSearch.isFinite(gradients.view(weight))) {
                    return "all values are finite; the first gradient that is not finite is that of weight "
                            + weight.name();
                }
            }
        }
        return "all values and gradients are finite, but the objective, the statistics or the gradient norm are not";
    }
}
