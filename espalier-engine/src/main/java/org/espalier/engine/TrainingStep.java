package org.espalier.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;
import org.espalier.loss.Objective;
import org.espalier.problem.Failure;
import org.espalier.schedule.Moment;

/**
 * A step of training, whole: forward, objective, gradients, clipping, move. It owns the step; the loop hands inputs in and gets numbers
 * out.
 *
 * <p>Weights of the optimisation's roles get gradients and move; all others are constants of the step, so that a weight step knows no
 * architecture gradient and the other way round. Normalisations over the batch move the running statistics that they name, once a step:
 * by the mean over the nodes that name the same. If the loss or a gradient is not finite, nothing moves: no weight, no momentum, no
 * statistic.
 *
 * <p>Native memory: close it, before the optimisation and the store. Not for use by two threads at once.
 */
@SuppressWarnings("try") // a scope or guard is there to be closed, not read
public final class TrainingStep implements AutoCloseable {

    private final Graph graph;
    private final Objective objective;
    private final List<Optimization> optimizations;
    private final WeightStore store;
    private final Set<Role> roles;
    private final StepRules rules;
    private final Leaves leaves;
    private final MovingStatistics statistics;
    private final Forward forward;
    private final Backpropagation backpropagation;
    private final Set<String> touched;
    private int nonFiniteSteps;

    /**
     * @param graph whose weights are all in the optimisation's store; outputs that the objective does not read are not computed
     * @param objective what to make small
     * @param optimization what moves, and how
     */
    public TrainingStep(Graph graph, Objective objective, Optimization optimization, StepRules rules) {
        this(graph, objective, List.of(optimization), rules);
    }

    /**
     * A step of several optimisations, out of one back-propagation.
     *
     * @param optimizations on one store, each with roles of its own
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
            throw new IllegalArgumentException("optimizations: they must share a store, and no role; got "
                    + optimizations.stream().map(Optimization::roles).toList());
        }
        this.rules = rules;
        Map<String, Weight.Named> weights = this.graph.weights();
        this.leaves = Leaves.of(store, weights.values(), this::moves);
        this.statistics = MovingStatistics.of(store, this.graph);
        this.forward = new Forward(new Plan(this.graph), leaves, Optional.of(statistics));
        this.backpropagation = Backpropagation.of(rules.gradients(), forward);
        this.touched = weights.values().stream()
                .filter(this::moves)
                .map(Weight.Named::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * One step.
     *
     * @param feeds the graph's inputs and the objective's labels
     * @param moment which step of the run this is: decides the noise
     * @param learningRates how far to move, one for each optimisation
     * @throws Failure if this is the last tolerated step that is not finite; it names the node where the first such value arose
     */
    public StepResult run(Feeds feeds, Moment moment, double... learningRates) {
        try (PointerScope scope = new PointerScope()) {
            Sources sources = sources(feeds, moment);
            zeroGradients();
            statistics.begin();
            Backpropagation.Outcome outcome = backpropagation.run(sources, objective);
            double loss = outcome.value().total();
            double norm = gradientNorm(roles);
            boolean finite = Double.isFinite(loss) && Double.isFinite(norm) && isFinite(statistics.moved());
            if (finite) {
                Set<String> moving = withoutIdle(outcome.idle());
                for (int index = 0; index < optimizations.size(); index++) {
                    Optimization optimization = optimizations.get(index);
                    clip(optimization.roles());
                    optimization.move(moving, learningRates[index]);
                }
                statistics.commit();
            } else if (++nonFiniteSteps >= rules.nonFiniteLimit()) {
                throw new Failure(
                        "step %d is not finite (loss %s, gradient norm %s), and the run stops at %d such steps; %s; try a smaller learning rate or gradient clipping"
                                .formatted(moment.step(), loss, norm, nonFiniteSteps, firstNonFinite(sources)));
            }
            return new StepResult(loss, outcome.value().terms(), norm, finite);
        }
    }

    private boolean moves(Weight.Named weight) {
        return optimizations.stream().anyMatch(optimization -> optimization.moves(weight));
    }

    /** What moves in this step: a branch that did not run keeps its values and its momentum. */
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

    @Override
    public void close() {
        backpropagation.close();
        leaves.close();
        statistics.close();
    }

    private Sources sources(Feeds feeds, Moment moment) {
        NoiseSource noise = NoiseSource.of(rules.noise(), rules.rank());
        return new Sources(feeds, noise, moment, store.type(), store.layout());
    }

    private void zeroGradients() {
        for (Role role : roles) {
            store.gradients(role).ifPresent(buffer -> buffer.all().zero_());
        }
    }

    /** The norm is not finite if any gradient is not, so it is the finite check too. */
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

    /** The gradients of each optimisation for itself: how far one is to go says nothing about the others. */
    private void clip(Set<Role> some) {
        double norm = gradientNorm(some);
        if (norm > rules.maximumGradientNorm()) {
            Scalar factor = new Scalar(rules.maximumGradientNorm() / norm);
            for (Role role : some) {
                store.gradients(role).ifPresent(buffer -> buffer.all().mul_(factor));
            }
        }
    }

    /** Runs forward again and looks at every node. */
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
                if (!isFinite(gradients.view(weight))) {
                    return "all values are finite, the first gradient that is not is that of weight " + weight.name();
                }
            }
        }
        return "all values and single gradients are finite, the objective or the statistics are not";
    }

    static boolean isFinite(Tensor tensor) {
        return tensor.isfinite().all().item_bool();
    }
}
