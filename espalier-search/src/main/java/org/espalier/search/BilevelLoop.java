package org.espalier.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.espalier.data.Split;
import org.espalier.data.loading.BatchLoader;
import org.espalier.data.loading.Loading;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Optimization;
import org.espalier.engine.StepResult;
import org.espalier.engine.StepRules;
import org.espalier.engine.TrainingStep;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.loss.Objective;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.run.Progress;
import org.espalier.schedule.Moment;
import org.espalier.space.Supernet;
import org.espalier.train.EpochResult;
import org.espalier.train.Loop;
import org.espalier.train.LoopState;
import org.espalier.train.Pace;

/**
 * The bilevel search of a supernet: in turns a weight step on the first half of the images and, once the architecture is open, an architecture
 * step on the second half. The optimisers share the weights: each moves its own roles and takes the others as they are.
 */
public final class BilevelLoop implements Loop {

    private static final String WEIGHTS = "weights";
    private static final String WEIGHT_OPTIMIZER = "weight-optimizer";
    private static final String ARCHITECTURE_OPTIMIZER = "architecture-optimizer";

    private final Supernet supernet;
    private final BilevelConfig config;
    private final BatchLoader weightLoader;
    private final BatchLoader architectureLoader;
    private final WeightStore weights;
    private final Optimization weightOptimization;
    private final Optimization architectureOptimization;
    private final TrainingStep weightStep;
    private final TrainingStep architectureStep;
    private final Pace pace;

    /** A loop at its first step. */
    public BilevelLoop(Supernet supernet, Split train, BilevelConfig config) {
        Seed seed = new Seed(config.seed());
        Loading loading = Loading.ofBatch(config.batch());
        this.supernet = supernet;
        this.config = config;
        this.weightLoader =
                new BatchLoader(train.half(seed, 0), config.augmentation(), loading, seed.derive("data-weights"));
        this.architectureLoader =
                new BatchLoader(train.half(seed, 1), config.augmentation(), loading, seed.derive("data-architecture"));
        this.pace = new Pace(
                "search", config.epochs(), config.minutes(), weightLoader.batchesPerEpoch(), this::waitedNanos);
        this.weights = WeightStore.of(supernet.graph(), ElementType.FLOAT32, seed);
        this.weightOptimization =
                new Optimization(weights, config.optimizer(), Set.of(Role.KERNEL, Role.SCALE, Role.BIAS));
        this.architectureOptimization =
                new Optimization(weights, config.architectureOptimizer(), Set.of(Role.ARCHITECTURE));
        Graph scores = Passes.apply(Passes.FOR_TRAINING, supernet.scores());
        Objective objective = Objective.of(config.classBalance().balanced(config.loss(), train), Supernet.LOGITS);
        StepRules rules = StepRules.of(seed.derive("noise")).stoppingAfter(config.nonFiniteLimit());
        this.weightStep =
                new TrainingStep(scores, objective, weightOptimization, rules.clippedTo(config.maximumGradientNorm()));
        this.architectureStep = new TrainingStep(scores, objective, architectureOptimization, rules);
    }

    @Override
    public EpochResult epoch(Progress progress) {
        return pace.epoch(progress, this::step);
    }

    private StepResult step() {
        Moment moment = pace.moment();
        weightLoader.seek(moment.step());
        StepResult result = weightStep.run(Feeds.of(weightLoader.next()), moment, learningRate());
        if (moment.done() >= config.architectureFrom()) {
            architectureLoader.seek(moment.step());
            double rate = config.architectureLearningRate().at(moment);
            architectureStep.run(Feeds.of(architectureLoader.next()), moment, rate);
        }
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

    /** The supernet's weights. Owned by the loop. */
    public WeightStore weights() {
        return weights;
    }

    /** What every choice's options weigh now. */
    public SequencedMap<String, double[]> choiceWeights() {
        Map<String, double[]> parameters = new LinkedHashMap<>();
        weights.weights().values().stream()
                .filter(weight -> weight.role() == Role.ARCHITECTURE)
                .forEach(weight -> parameters.put(weight.name(), weights.read(weight.name())));
        return supernet.weights(parameters);
    }

    @Override
    public LoopState state() {
        return new LoopState(
                pace.steps(),
                pace.nanos(),
                Map.of(
                        WEIGHTS, weights.toTensors(),
                        WEIGHT_OPTIMIZER, weightOptimization.toTensors(),
                        ARCHITECTURE_OPTIMIZER, architectureOptimization.toTensors()));
    }

    @Override
    public void restore(LoopState state) {
        pace.restore(state);
        weights.copyFrom(state.group(WEIGHTS)).requireComplete("the checkpoint");
        weightOptimization.restore(state.group(WEIGHT_OPTIMIZER));
        architectureOptimization.restore(state.group(ARCHITECTURE_OPTIMIZER));
    }

    @Override
    public void close() {
        weightLoader.close();
        architectureLoader.close();
        weightStep.close();
        architectureStep.close();
        weightOptimization.close();
        architectureOptimization.close();
        weights.close();
    }

    private long waitedNanos() {
        return weightLoader.waitedNanos() + architectureLoader.waitedNanos();
    }
}
