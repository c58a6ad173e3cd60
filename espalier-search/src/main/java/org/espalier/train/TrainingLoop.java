package org.espalier.train;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.espalier.data.Split;
import org.espalier.data.loading.BatchLoader;
import org.espalier.engine.Frozen;
import org.espalier.engine.Optimization;
import org.espalier.engine.StepResult;
import org.espalier.engine.StepRules;
import org.espalier.engine.TrainingStep;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.pass.Passes;
import org.espalier.pass.StoredStatistics;
import org.espalier.problem.Divergence;
import org.espalier.random.Seed;
import org.espalier.resource.Owned;
import org.espalier.run.Progress;
import org.espalier.safetensors.Tensors;
import org.espalier.schedule.Moment;
import org.espalier.space.Supernet;

/**
 * The training of one network. Its state: weights, their average, the best ones so far if it may stop early, the
 * optimiser's state, the number of steps, the number of non-finite steps, and the time spent.
 */
public final class TrainingLoop implements Loop {

    private static final String WEIGHTS = "weights";
    private static final String AVERAGE = "average";
    private static final String OPTIMIZER = "optimizer";

    private final Owned owned = new Owned();
    private final TrainConfig config;
    private final BatchLoader loader;
    private final WeightStore weights;
    private final Optional<WeightStore> average;
    private final Optional<WeightStore> scored;
    private final Graph network;
    private final Optional<BestWeights> best;
    private final Optimization optimization;
    private final Optional<FrozenFeatures> features;
    private final TrainingStep step;
    private final Pace pace;
    private long scoredStep = -1;

    /**
     * Creates a loop at its first step.
     *
     * @param network output {@code logits}, [N, classes, H, W], and those of auxiliary heads
     * @param initial the network's weights; the loop takes ownership and closes them, also if this fails
     */
    public TrainingLoop(Graph network, WeightStore initial, Split train, TrainConfig config) {
        Seed seed = new Seed(config.seed());
        Frozen frozen = new Frozen(config.weights().frozen());
        this.config = config;
        this.weights = owned.add(initial, WeightStore::close);
        try {
            config.images().requireBatch(train, "images");
            this.average = config.averageDecay() > 0 ? Optional.of(copy()) : Optional.empty();
            this.scored = config.averageStatistics() > 0 ? average.map(mean -> copy()) : Optional.empty();
            this.network = new StoredStatistics(frozen::holds).apply(network);
            this.best = config.stop().isOn()
                    ? Optional.of(new BestWeights(config.stop().patience(), copy()))
                    : Optional.empty();
            this.loader = owned.add(config.images().loader(train, seed.derive("data")), BatchLoader::close);
            this.pace = new Pace("train", loader.batchesPerEpoch(), loader::waitedNanos);
            this.optimization = owned.add(
                    new Optimization(
                            weights, config.weights().optimizer(), Set.of(Role.KERNEL, Role.SCALE, Role.BIAS), frozen),
                    Optimization::close);
            Objective objective = objective(network, config.criterion().on(train), config.auxiliaryWeight());
            Graph graph = Passes.apply(Passes.FOR_TRAINING, this.network.keep(objective.outputs()));
            this.features = FrozenFeatures.of(
                            graph, weights, frozen, config.images().augmentation())
                    .map(kept -> owned.add(kept, FrozenFeatures::close));
            Graph rest = features.map(FrozenFeatures::rest).orElse(graph);
            this.step = owned.add(
                    new TrainingStep(rest, objective, optimization, rules(config, seed)), TrainingStep::close);
        } catch (RuntimeException | Error e) {
            owned.close();
            throw e;
        }
    }

    private WeightStore copy() {
        return owned.add(weights.copy(), WeightStore::close);
    }

    private static StepRules rules(TrainConfig config, Seed seed) {
        return StepRules.of(seed.derive("noise"))
                .clippedTo(config.weights().maximumGradientNorm())
                .stoppingAfter(config.weights().nonFiniteLimit());
    }

    /** The loss on the logits, plus the weighted loss on each auxiliary head. */
    private static Objective objective(Graph network, Loss loss, double auxiliaryWeight) {
        Objective objective = Objective.of(loss, Supernet.LOGITS);
        for (String output : network.outputs().keySet()) {
            if (output.startsWith(Supernet.AUXILIARY) && auxiliaryWeight > 0) {
                objective = objective.plus(new Objective.OfLogits(loss, output, Objective.LABELS, auxiliaryWeight));
            }
        }
        return objective;
    }

    @Override
    public Length length() {
        return config.length();
    }

    @Override
    public int threadsPerOperation() {
        return step.threadsPerOperation();
    }

    @Override
    public double secondsPerStep() {
        LoopState before = state();
        loader.seek(0);
        double seconds = Pace.secondsPerStep(0, this::step);
        restore(before);
        return seconds;
    }

    @Override
    public EpochResult epoch(Progress progress) {
        loader.seek(pace.steps());
        return pace.epoch(progress, this::step);
    }

    private StepResult step(Moment moment) {
        double rate = config.weights().learningRate().at(moment);
        StepResult result = step.run(FrozenFeatures.feeds(features, loader.next()), moment, rate);
        average.ifPresent(mean -> mean.moveTowards(weights, 1 - averageDecay(moment.step())));
        return result;
    }

    @Override
    public Pace pace() {
        return pace;
    }

    @Override
    public double learningRate() {
        return config.weights().learningRate().at(pace.moment());
    }

    /** All steps are done, or the patience of the early stop is exhausted. */
    @Override
    public boolean finished() {
        return pace.finished() || best.filter(BestWeights::isExhausted).isPresent();
    }

    /**
     * The weights after the last step: their average if there is one, with statistics of its own if the config asks for
     * them, of the run's first batches whatever the step. Before the first step, the initial ones as they are. Owned by
     * the loop.
     */
    public WeightStore current() {
        if (pace.steps() == 0) {
            return weights;
        }
        if (scored.isPresent() && scoredStep != pace.steps()) {
            estimateStatistics(scored.get(), average.orElseThrow());
            scoredStep = pace.steps();
        }
        return scored.or(() -> average).orElse(weights);
    }

    private void estimateStatistics(WeightStore own, WeightStore mean) {
        own.copyFrom(mean).requireComplete("the averaged weights");
        try {
            OwnStatistics.estimate(network, own, loader, 0, config.averageStatistics());
        } catch (Divergence e) {
            own.copyFrom(mean).requireComplete("the averaged weights"); // whose score says that they diverged
        }
    }

    /** The weights to save: the best if the training may stop early, else the current ones. Owned by the loop. */
    public WeightStore result() {
        return best.map(BestWeights::weights).orElse(current());
    }

    /** Says how good the current weights are, for the early stop; more is better. */
    void judge(double score, long step) {
        best.orElseThrow().judge(current(), score, step);
    }

    /** The best score so far, for the early stop. */
    BestSoFar best() {
        return best.orElseThrow().best();
    }

    @Override
    public LoopState state() {
        Map<String, Tensors> groups = new TreeMap<>();
        groups.put(WEIGHTS, weights.toTensors());
        groups.put(OPTIMIZER, optimization.toTensors());
        groups.put(NonFiniteSteps.GROUP, new NonFiniteSteps(Map.of(WEIGHTS, step.nonFiniteSteps())).toTensors());
        average.ifPresent(mean -> groups.put(AVERAGE, mean.toTensors()));
        best.ifPresent(kept -> kept.addTo(groups));
        return pace.state(groups);
    }

    @Override
    public void restore(LoopState state) {
        pace.restore(state);
        scoredStep = -1;
        weights.copyFrom(state.group(WEIGHTS)).requireComplete("the checkpoint");
        average.ifPresent(mean -> mean.copyFrom(state.group(AVERAGE)).requireComplete("the checkpoint's average"));
        best.ifPresent(kept -> kept.restore(state));
        optimization.restore(state.group(OPTIMIZER));
        step.restoreNonFiniteSteps(NonFiniteSteps.of(state).of(WEIGHTS));
    }

    @Override
    public void close() {
        owned.close();
    }

    /** The decay rises with the steps to the configured one, so that the average soon forgets the initial weights. */
    private double averageDecay(long steps) {
        return Math.min(config.averageDecay(), (1.0 + steps) / (10 + steps));
    }
}
