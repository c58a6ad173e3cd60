package org.espalier.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.espalier.data.Split;
import org.espalier.data.loading.BatchLoader;
import org.espalier.data.loading.Loading;
import org.espalier.engine.Feeds;
import org.espalier.engine.Gradients;
import org.espalier.engine.MapLayout;
import org.espalier.engine.StepResult;
import org.espalier.engine.StepRules;
import org.espalier.engine.WeightStore;
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
    private final BilevelSteps steps;
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
        Objective objective = Objective.of(config.classBalance().balanced(config.loss(), train), Supernet.LOGITS);
        this.steps = BilevelSteps.of(
                supernet,
                Passes.FOR_TRAINING,
                objective,
                new BilevelSteps.Rules(
                        config.optimizer(), config.architectureOptimizer(), config.maximumGradientNorm()),
                StepRules.of(seed.derive("noise"))
                        .stoppingAfter(config.nonFiniteLimit())
                        .with(config.lowMemory() ? Gradients.RECOMPUTED : Gradients.SEGMENTS),
                seed,
                MapLayout.CHANNELS_LAST);
    }

    @Override
    public EpochResult epoch(Progress progress) {
        return pace.epoch(progress, this::step);
    }

    private StepResult step() {
        Moment moment = pace.moment();
        weightLoader.seek(moment.step());
        StepResult result = steps.weightStep().run(Feeds.of(weightLoader.next()), moment, learningRate());
        if (moment.done() >= config.architectureFrom()) {
            architectureLoader.seek(moment.step());
            double rate = config.architectureLearningRate().at(moment);
            steps.architectureStep().run(Feeds.of(architectureLoader.next()), moment, rate);
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
        return steps.weights();
    }

    /** What every choice's options weigh now. */
    public SequencedMap<String, double[]> choiceWeights() {
        Map<String, double[]> parameters = new LinkedHashMap<>();
        steps.weights().weights().values().stream()
                .filter(weight -> weight.role() == Role.ARCHITECTURE)
                .forEach(weight -> parameters.put(weight.name(), steps.weights().read(weight.name())));
        return supernet.weights(parameters);
    }

    @Override
    public LoopState state() {
        return new LoopState(
                pace.steps(),
                pace.nanos(),
                Map.of(
                        WEIGHTS, steps.weights().toTensors(),
                        WEIGHT_OPTIMIZER, steps.weightOptimization().toTensors(),
                        ARCHITECTURE_OPTIMIZER, steps.architectureOptimization().toTensors()));
    }

    @Override
    public void restore(LoopState state) {
        pace.restore(state);
        steps.weights().copyFrom(state.group(WEIGHTS)).requireComplete("the checkpoint");
        steps.weightOptimization().restore(state.group(WEIGHT_OPTIMIZER));
        steps.architectureOptimization().restore(state.group(ARCHITECTURE_OPTIMIZER));
    }

    @Override
    public void close() {
        weightLoader.close();
        architectureLoader.close();
        steps.close();
    }

    private long waitedNanos() {
        return weightLoader.waitedNanos() + architectureLoader.waitedNanos();
    }
}
