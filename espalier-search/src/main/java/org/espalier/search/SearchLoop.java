package org.espalier.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.espalier.data.Split;
import org.espalier.data.loading.BatchLoader;
import org.espalier.engine.Frozen;
import org.espalier.engine.Gradients;
import org.espalier.engine.MapLayout;
import org.espalier.engine.StepResult;
import org.espalier.engine.StepRules;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.label.Batch;
import org.espalier.loss.Objective;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.run.Progress;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.Tensors;
import org.espalier.schedule.Moment;
import org.espalier.search.SearchSteps.Moves;
import org.espalier.search.SearchSteps.Rates;
import org.espalier.search.diagnosis.GradientSums;
import org.espalier.space.Supernet;
import org.espalier.train.EpochResult;
import org.espalier.train.Length;
import org.espalier.train.Loop;
import org.espalier.train.LoopState;
import org.espalier.train.NonFiniteSteps;
import org.espalier.train.OwnStatistics;
import org.espalier.train.Pace;

/**
 * The training of a supernet. On two levels, each step updates the weights on the first half of the images and then,
 * once architecture steps have begun, the architecture on the second half. On a single level, one back-propagation
 * updates both on all images; with shuffled labels, the architecture has a step of its own on the same batch. The two
 * optimisers share one store of weights, and each updates only its own roles.
 */
public final class SearchLoop implements Loop {

    private static final int ESTIMATION_BATCHES = 20;
    private static final String WEIGHTS = "weights";
    private static final String WEIGHT_OPTIMIZER = "weight-optimizer";
    private static final String ARCHITECTURE_OPTIMIZER = "architecture-optimizer";
    private static final String STEERING = "steering";
    private static final String BETA = "beta";
    private static final String AVERAGE = "logit-average";
    private static final String PRUNED = "pruned-options";
    private static final String GRADIENTS = "epoch-gradients";
    private static final String STOPPED = "stopped-early";

    /** Their key in the config of a method. */
    static final String IMAGES = "search.images";

    private final SearchConfig config;
    private final BatchLoader weightLoader;
    private final Optional<BatchLoader> architectureLoader;
    private final Optional<? extends LatencyPilot<?>> pilot;
    private final SearchSteps steps;
    private final Pace pace;
    private final ShuffledLabels shuffled;
    private final GradientSums gradients;
    private final Map<String, double[]> initialParameters;
    private final HeldOut heldOut;
    private final LogitAverage average = new LogitAverage();
    private final PrunedOptions pruned;
    private Supernet supernet;
    private boolean stoppedEarly;

    /**
     * Creates a loop at its first step.
     *
     * @param pilot present if latency is a goal
     */
    SearchLoop(Supernet supernet, Split train, SearchConfig config, Optional<? extends LatencyPilot<?>> pilot) {
        Seed seed = new Seed(config.seed());
        this.supernet = supernet;
        this.pruned = new PrunedOptions(supernet, config.architecture().pruning());
        this.config = config;
        this.pilot = pilot;
        Split first = switch (config.architecture().level()) {
            case BILEVEL -> config.architecture().halves().ofWeights(train, seed);
            case SINGLE -> train;
        };
        config.images().requireBatch(first, IMAGES);
        this.weightLoader = config.images().loader(first, seed.derive("data-weights"));
        this.architectureLoader = switch (config.architecture().level()) {
            case BILEVEL ->
                Optional.of(config.images()
                        .loader(architectureImages(train, config, seed), seed.derive("data-architecture")));
            case SINGLE -> Optional.empty();
        };
        this.pace = new Pace("search", weightLoader.batchesPerEpoch(), this::waitedNanos);
        this.heldOut = new HeldOut(
                architectureImages(train, config, seed),
                config.architecture().level(),
                weightLoader.batchesPerEpoch() * config.images().batch(),
                config.images().batch(),
                config.images().augmentation(),
                seed);
        Objective task = Objective.of(config.criterion().on(train), Supernet.LOGITS);
        Objective objective = pilot.map(LatencyPilot::term).map(task::plus).orElse(task);
        this.gradients = GradientSums.of(supernet);
        this.shuffled = new ShuffledLabels(seed);
        this.steps = SearchSteps.of(
                supernet,
                Passes.FOR_TRAINING,
                objective,
                new SearchSteps.Rules(
                        config.weights().optimizer(),
                        config.architecture().optimizer(),
                        config.weights().maximumGradientNorm(),
                        frozen(supernet, config),
                        config.images().augmentation()),
                StepRules.of(seed.derive("noise"))
                        .stoppingAfter(config.weights().nonFiniteLimit())
                        .with(config.lowMemory() ? Gradients.RECOMPUTED : Gradients.SEGMENTS),
                seed,
                MapLayout.CHANNELS_LAST);
        this.initialParameters = parameters();
    }

    private static Frozen frozen(Supernet supernet, SearchConfig config) {
        List<String> names = new ArrayList<>(config.weights().frozen());
        if (!config.architecture().mixedScales()) {
            names.addAll(MixedScales.of(supernet.graph()));
        }
        return new Frozen(names);
    }

    private static Split architectureImages(Split train, SearchConfig config, Seed seed) {
        return switch (config.architecture().level()) {
            case BILEVEL -> {
                Split second = config.architecture().halves().ofArchitecture(train, seed);
                config.images().requireBatch(second, IMAGES);
                yield second;
            }
            case SINGLE -> train;
        };
    }

    @Override
    public Length length() {
        return config.length();
    }

    @Override
    public int threadsPerOperation() {
        return steps.threadsPerOperation();
    }

    /** The mean over the steps before the first architecture step and those after. */
    @Override
    public double secondsPerStep() {
        LoopState before = state();
        double from = config.architecture().from();
        double weightsOnly = from > 0 ? Pace.secondsPerStep(0, this::step) : 0;
        double both = Pace.secondsPerStep(from, this::step);
        restore(before);
        return from * weightsOnly + (1 - from) * both;
    }

    @Override
    public EpochResult epoch(Progress progress) {
        if (pace.beginsEpoch()) {
            gradients.reset();
        }
        return pace.epoch(progress, this::step);
    }

    /** Ends the search with the epoch that has just been run. */
    void stopEarly() {
        stoppedEarly = true;
    }

    @Override
    public boolean finished() {
        return pace.finished() || stoppedEarly;
    }

    private StepResult step(Moment moment) {
        ArchitectureSteps architecture = config.architecture();
        if (pruned.areDue(moment)) {
            pruned.prune(supernet.weights(parameters(), moment), moment);
            continueWith(pruned.supernet());
        }
        Rates rates = new Rates(
                config.weights().learningRate().at(moment),
                architecture.learningRate().at(moment));
        boolean updatesArchitecture = moment.done() >= architecture.from();
        if (updatesArchitecture) {
            pilot.filter(one -> one.adjustsAt(moment.step())).ifPresent(one -> steer(one, moment));
        }
        Moves moves = updatesArchitecture && sharesBackPropagation(architecture) ? Moves.BOTH : Moves.WEIGHTS;
        Batch batch = next(weightLoader, moment);
        StepResult result = steps.run(moves, batch, moment, rates);
        if (moves == Moves.BOTH) {
            addGradients(moves, result, rates);
        } else if (updatesArchitecture) {
            Batch own = architectureLoader.map(loader -> next(loader, moment)).orElse(batch);
            StepResult ofArchitecture = steps.run(Moves.ARCHITECTURE, labelled(own, moment), moment, rates);
            addGradients(Moves.ARCHITECTURE, ofArchitecture, rates);
        }
        if (updatesArchitecture && moment.done() >= 1 - architecture.averaged()) {
            average.add(parameters());
        }
        return result;
    }

    private void steer(LatencyPilot<?> one, Moment moment) {
        double shareOfAStep = moment.step() == 0 ? 0 : moment.done() / moment.step();
        double open = 1 - config.architecture().from();
        one.adjust(supernet.weights(parameters()), one.every() * shareOfAStep / open);
    }

    private void continueWith(Supernet other) {
        supernet = other;
        steps.continueWith(other);
    }

    /** Whether one back-propagation updates weights and architecture: if both learn from the same images and labels. */
    private static boolean sharesBackPropagation(ArchitectureSteps architecture) {
        return architecture.level() == Level.SINGLE && architecture.labels() == Labels.TRUE;
    }

    private Batch labelled(Batch batch, Moment moment) {
        return switch (config.architecture().labels()) {
            case TRUE -> batch;
            case SHUFFLED -> shuffled.of(batch, moment.step());
        };
    }

    private void addGradients(Moves moves, StepResult result, Rates rates) {
        if (result.moved()) {
            gradients.add(steps.architectureGradients(moves), rates.architecture());
        }
    }

    private static Batch next(BatchLoader loader, Moment moment) {
        loader.seek(moment.step());
        return loader.next();
    }

    @Override
    public Pace pace() {
        return pace;
    }

    @Override
    public double learningRate() {
        return config.weights().learningRate().at(pace.moment());
    }

    /**
     * Re-estimates the running statistics of a network, as the mean over some batches of the images that weights learn
     * on.
     *
     * @param store with the network's weights
     */
    void reestimate(Graph network, WeightStore store) {
        OwnStatistics.estimate(network, store, weightLoader, pace.steps(), ESTIMATION_BATCHES);
    }

    /** The supernet, without the options that have been pruned. */
    public Supernet supernet() {
        return supernet;
    }

    /** What has been pruned. */
    PrunedOptions pruned() {
        return pruned;
    }

    /** The supernet's weights. Owned by the loop. */
    public WeightStore weights() {
        return steps.weights();
    }

    /** The current weights of every choice's options: those of the averaged logits, once there are some. */
    public SequencedMap<String, double[]> choiceWeights() {
        return supernet.weights(average.orLast(parameters()));
    }

    /** The current values of all architecture parameters, by name. */
    Map<String, double[]> parameters() {
        Map<String, double[]> parameters = new LinkedHashMap<>();
        steps.weights().weights().values().stream()
                .filter(weight -> weight.role() == Role.ARCHITECTURE)
                .forEach(weight -> parameters.put(weight.name(), steps.weights().read(weight.name())));
        return parameters;
    }

    /** Their values before the first step. */
    Map<String, double[]> initialParameters() {
        return initialParameters;
    }

    /** The loss on a fixed set of images. */
    HeldOut heldOut() {
        return heldOut;
    }

    /** The gradients of the architecture steps of the last epoch. */
    GradientSums gradients() {
        return gradients;
    }

    @Override
    public LoopState state() {
        Map<String, Tensors> groups = new TreeMap<>();
        groups.put(WEIGHTS, steps.weights().toTensors());
        groups.put(WEIGHT_OPTIMIZER, steps.weightOptimization().toTensors());
        groups.put(ARCHITECTURE_OPTIMIZER, steps.architectureOptimization().toTensors());
        groups.put(NonFiniteSteps.GROUP, steps.nonFiniteSteps().toTensors());
        groups.put(AVERAGE, average.toTensors());
        groups.put(PRUNED, pruned.toTensors());
        groups.put(GRADIENTS, gradients.toTensors());
        if (stoppedEarly) {
            groups.put(STOPPED, Tensors.of(Map.of()));
        }
        pilot.ifPresent(one ->
                groups.put(STEERING, Tensors.of(Map.of(BETA, TensorData.of(new double[] {one.beta()})))));
        return pace.state(groups);
    }

    @Override
    public void restore(LoopState state) {
        pace.restore(state);
        stoppedEarly = state.groups().containsKey(STOPPED);
        steps.weights().copyFrom(state.group(WEIGHTS)).requireComplete("the checkpoint");
        steps.weightOptimization().restore(state.group(WEIGHT_OPTIMIZER));
        steps.architectureOptimization().restore(state.group(ARCHITECTURE_OPTIMIZER));
        steps.restore(NonFiniteSteps.of(state));
        average.restore(state.group(AVERAGE));
        gradients.restore(state.group(GRADIENTS));
        boolean wasOpen = pruned.isEmpty();
        pruned.restore(state.group(PRUNED));
        if (!wasOpen || !pruned.isEmpty()) {
            continueWith(pruned.supernet());
        }
        pilot.ifPresent(one -> one.restore(state.group(STEERING).get(BETA).doubles()[0]));
    }

    @Override
    public void close() {
        weightLoader.close();
        architectureLoader.ifPresent(BatchLoader::close);
        steps.close();
    }

    private long waitedNanos() {
        return weightLoader.waitedNanos()
                + architectureLoader.map(BatchLoader::waitedNanos).orElse(0L);
    }
}
