package org.espalier.train;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.espalier.data.Split;
import org.espalier.data.loading.BatchLoader;
import org.espalier.data.loading.Loading;
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
import org.espalier.random.Seed;
import org.espalier.run.Progress;
import org.espalier.safetensors.Tensors;
import org.espalier.space.Supernet;

/** The training of one network. Its state is the weights, their average, the optimiser's momenta, the steps and the time trained. */
public final class TrainingLoop implements Loop {

    private static final String WEIGHTS = "weights";
    private static final String AVERAGE = "average";
    private static final String OPTIMIZER = "optimizer";

    private final TrainConfig config;
    private final BatchLoader loader;
    private final WeightStore weights;
    private final Optional<WeightStore> average;
    private final Optimization optimization;
    private final Optional<FrozenFeatures> features;
    private final TrainingStep step;
    private final Pace pace;

    /**
     * A loop at its first step.
     *
     * @param network output {@code logits}, [N, classes, H, W], and those of auxiliary heads
     * @param initial a store of the network's weights, which the loop takes over and closes
     */
    public TrainingLoop(Graph network, WeightStore initial, Split train, TrainConfig config) {
        Seed seed = new Seed(config.seed());
        this.config = config;
        this.weights = initial;
        this.average = config.averageDecay() > 0 ? Optional.of(weights.copy()) : Optional.empty();
        this.loader =
                new BatchLoader(train, config.augmentation(), Loading.ofBatch(config.batch()), seed.derive("data"));
        this.pace = new Pace("train", config.epochs(), config.minutes(), loader.batchesPerEpoch(), loader::waitedNanos);
        Frozen frozen = new Frozen(config.frozen());
        this.optimization =
                new Optimization(weights, config.optimizer(), Set.of(Role.KERNEL, Role.SCALE, Role.BIAS), frozen);
        Objective objective =
                objective(network, config.classBalance().balanced(config.loss(), train), config.auxiliaryWeight());
        Graph graph = Passes.apply(Passes.FOR_TRAINING, network.keep(objective.outputs()));
        this.features = FrozenFeatures.of(graph, weights, frozen, config.augmentation());
        this.step = new TrainingStep(
                features.map(FrozenFeatures::rest).orElse(graph),
                objective,
                optimization,
                StepRules.of(seed.derive("noise"))
                        .clippedTo(config.maximumGradientNorm())
                        .stoppingAfter(config.nonFiniteLimit()));
    }

    /** The loss on the class scores, and its share on those of each auxiliary head. */
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
    public EpochResult epoch(Progress progress) {
        loader.seek(pace.steps());
        return pace.epoch(progress, this::step);
    }

    private StepResult step() {
        StepResult result = step.run(FrozenFeatures.feeds(features, loader.next()), pace.moment(), learningRate());
        average.ifPresent(mean -> mean.moveTowards(weights, 1 - averageDecay()));
        return result;
    }

    @Override
    public Pace pace() {
        return pace;
    }

    @Override
    public double learningRate() {
        return config.learningRate().at(pace.moment());
    }

    /** The weights to evaluate and to ship: the average if there is one, else the last. Owned by the loop. */
    public WeightStore result() {
        return average.orElse(weights);
    }

    @Override
    public LoopState state() {
        Map<String, Tensors> groups = new TreeMap<>();
        groups.put(WEIGHTS, weights.toTensors());
        groups.put(OPTIMIZER, optimization.toTensors());
        average.ifPresent(mean -> groups.put(AVERAGE, mean.toTensors()));
        return new LoopState(pace.steps(), pace.nanos(), groups);
    }

    @Override
    public void restore(LoopState state) {
        pace.restore(state);
        weights.copyFrom(state.group(WEIGHTS)).requireComplete("the checkpoint");
        average.ifPresent(mean -> mean.copyFrom(state.group(AVERAGE)).requireComplete("the checkpoint's average"));
        optimization.restore(state.group(OPTIMIZER));
    }

    @Override
    public void close() {
        loader.close();
        step.close();
        features.ifPresent(FrozenFeatures::close);
        optimization.close();
        average.ifPresent(WeightStore::close);
        weights.close();
    }

    /** The average forgets its start quickly: its decay rises with the steps to the configured one. */
    private double averageDecay() {
        return Math.min(config.averageDecay(), (1.0 + pace.steps()) / (10 + pace.steps()));
    }
}
