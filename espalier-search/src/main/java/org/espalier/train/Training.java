package org.espalier.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import org.espalier.blueprint.Blueprint;
import org.espalier.data.Dataset;
import org.espalier.data.Split;
import org.espalier.data.check.LabelledPixels;
import org.espalier.deploy.ModelConfig;
import org.espalier.engine.ElementType;
import org.espalier.engine.Frozen;
import org.espalier.engine.Inheritance;
import org.espalier.engine.LibTorch;
import org.espalier.engine.WeightStore;
import org.espalier.evaluation.CrossEntropy;
import org.espalier.graph.Graph;
import org.espalier.model.Model;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Divergence;
import org.espalier.random.Seed;
import org.espalier.run.Provenance;
import org.espalier.run.RunFolder;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.safetensors.Tensors;
import org.espalier.text.Text;

/**
 * Trains the network of a blueprint on a data set, in a run folder.
 *
 * <pre>{@code
 * Model model = Training.of(blueprint, TrainConfig.CPU).run(data, Path.of("runs/b"), RunOptions.NEW);
 * }</pre>
 */
public final class Training {

    /**
     * Version of what a training computes: the same network, configuration, seed and data give about the same weights
     * in one version. A change that makes it compute something else raises this number, so that results of different
     * versions are not mixed.
     */
    public static final int SEMANTICS = 1;

    private static final String TRAIN = "train";
    private static final String VAL = "val";

    private final Blueprint blueprint;
    private final TrainConfig config;
    private final Optional<Tensors> inherited;

    private Training(Blueprint blueprint, TrainConfig config, Optional<Tensors> inherited) {
        this.blueprint = blueprint;
        this.config = config;
        this.inherited = inherited;
    }

    /** A training from random weights. */
    public static Training of(Blueprint blueprint, TrainConfig config) {
        return new Training(blueprint, config, Optional.empty());
    }

    /** A copy that starts from these weights, where names and shapes match. */
    public Training from(Tensors weights) {
        return new Training(blueprint, config, Optional.of(weights));
    }

    /**
     * Trains on {@code train}, evaluates on {@code val} and writes the model package. The result is the last weights,
     * or their average if the config has one; never those of the best epoch on {@code val}. A training that starts from
     * given weights evaluates these first. A training with an early stop holds back the end of {@code train}, keeps the
     * best weights by that part, and evaluates {@code val} once, at the end.
     *
     * @param folder new or empty, or with a run to resume
     * @return the model, which the caller closes
     * @throws BadUsage if the folder cannot be used, or the evaluation needs more memory than there is
     */
    public Model run(Dataset data, Path folder, RunOptions options) {
        LabelledPixels.require(data.split(TRAIN));
        LabelledPixels.require(data.split(VAL));
        try (RunFolder run = open(data, folder, options)) {
            train(data, run, options);
            return Model.load(folder);
        }
    }

    /**
     * Trains for some of the steps and says how good the network is by then: {@link #after} with the cross-entropy on
     * the whole images of {@code select}.
     *
     * @return nats a pixel; NaN if the weights are not numbers
     */
    public double lossAfter(long steps, Dataset data, Path folder, RunOptions options) {
        return after(steps, data, folder, options, CrossEntropy::of);
    }

    /**
     * Judges the weights of a training.
     *
     * @param <T> the judgement
     */
    @FunctionalInterface
    public interface Judge<T> {

        /**
         * The judgement.
         *
         * @param weights current ones, or their average if the training keeps one
         * @param select images on which the weights did not learn
         */
        T of(Graph network, WeightStore weights, Split select);
    }

    /**
     * Trains for some of the steps and judges the weights. Weights learn on the part {@code fit} of {@code train}
     * ({@link EarlyStop}); {@code val} is not read, and no model is written. Schedules span all steps of the config.
     * Called again with more steps, in the same folder and resuming, it goes on with the training: the steps are those
     * of a training that never stopped.
     *
     * @param steps from the beginning of the training
     * @param folder new or empty, or with this training to go on with
     * @throws Divergence if too many steps are not finite
     * @throws BadUsage if the folder cannot be used, or the training may stop early
     */
    public <T> T after(long steps, Dataset data, Path folder, RunOptions options, Judge<T> judge) {
        EarlyStop parts = config.stop();
        if (parts.isOn()) {
            throw new BadUsage(Text.format(
                    "stop.patience: got %d; a training that is judged at given steps does not stop early; use 0",
                    parts.patience()));
        }
        LabelledPixels.require(data.split(TRAIN));
        try (RunFolder run = open(data, folder, options)) {
            Split train = config.images().resized(data.split(TRAIN));
            Split select = parts.select(train);
            Graph network = network(train);
            Split fit = parts.fitBesideSelect(train);
            EvaluationMemory.require(network, select);
            if (run.isNew()) {
                requireMemory(network, fit);
            }
            try (TrainingLoop loop = loop(network, fit, config)) {
                RunDriver.drive(loop, run, data, options, (result, journal) -> {}, steps);
                return judge.of(network, loop.current(), select);
            }
        }
    }

    /**
     * What {@link #run} will take, by a few steps and evaluated images. No run is written.
     *
     * @throws BadUsage as of {@link #run}
     */
    public Forecast forecast(String part, Dataset data) {
        Split train = config.images().resized(data.split(TRAIN));
        Split val = config.images().resized(data.split(VAL));
        LabelledPixels.require(train);
        LabelledPixels.require(val);
        EarlyStop stop = config.stop();
        int held = stop.isOn() ? stop.select(train).size() : 0;
        return forecast(part, train, stop.fit(train), val, epochs -> images(epochs, val.size(), held));
    }

    /**
     * What {@link #after} will take to the end of the training.
     *
     * @param judgements of the weights
     */
    public Forecast forecast(String part, Dataset data, double judgements) {
        Split train = config.images().resized(data.split(TRAIN));
        LabelledPixels.require(train);
        EarlyStop parts = config.stop();
        Split select = parts.select(train);
        return forecast(part, train, parts.fitBesideSelect(train), select, epochs -> judgements * select.size());
    }

    /** @param images that are evaluated in a training of some epochs */
    private Forecast forecast(String part, Split train, Split fit, Split scored, LongToDoubleFunction images) {
        Graph network = network(train);
        requireMemory(network, fit);
        EvaluationMemory.require(network, scored);
        try (TrainingLoop loop = loop(network, fit, config)) {
            Forecast steps = Forecast.of(part, loop);
            double eachImage = EvaluationTime.secondsPerImage(network, loop.current(), scored);
            long epochs = Math.ceilDiv(steps.steps(), loop.pace().stepsPerEpoch());
            return steps.evaluated(images.applyAsDouble(epochs) * eachImage);
        }
    }

    /** Images that {@link TrainingScores} evaluates: of select if the training may stop early, and then val once. */
    private double images(long epochs, int val, int held) {
        long scores = (inherited.isPresent() ? 1 : 0)
                + (config.evaluateEvery() > 0 ? Math.ceilDiv(epochs, config.evaluateEvery()) : held > 0 ? epochs : 1);
        return held > 0 ? scores * held + val : scores * val;
    }

    private TrainingLoop loop(Graph network, Split fit, TrainConfig own) {
        return new TrainingLoop(network, initialWeights(network), fit, own);
    }

    /** @throws BadUsage if a step needs more memory than there is */
    private void requireMemory(Graph network, Split fit) {
        StepMemory.of(network, config.images().extent(fit), count -> loop(network, fit, config.inBatchesOf(count)))
                .require("images", List.of());
    }

    private RunFolder open(Dataset data, Path folder, RunOptions options) {
        Provenance provenance = Provenance.of(
                        LibTorch.threads(),
                        LibTorch.kernels(),
                        Map.of("train", config.seed()),
                        Optional.of(data.fingerprint()),
                        options.command())
                .from(inherited);
        new Frozen(config.weights().frozen())
                .requireIn(blueprint.network(data.labels().size()));
        RunFolder run = RunFolder.open(folder, config, provenance, options.resume());
        try {
            keepBlueprint(run.layout());
            return run;
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
    }

    /** The network for the images of a split. */
    private Graph network(Split train) {
        Graph plain = blueprint.network(train.labels().size());
        Graph network = ImageForm.of(train).apply(plain);
        inherited.ifPresent(tensors -> ImageForm.requireFits(tensors, plain, network));
        return network;
    }

    private void train(Dataset data, RunFolder run, RunOptions options) {
        Split train = config.images().resized(data.split(TRAIN));
        Split val = config.images().resized(data.split(VAL));
        EarlyStop stop = config.stop();
        Split fit = stop.fit(train);
        Optional<Split> select = stop.isOn() ? Optional.of(stop.select(train)) : Optional.empty();
        Graph network = network(train);
        EvaluationMemory.require(network, val);
        select.ifPresent(held -> EvaluationMemory.require(network, held));
        if (run.isNew()) {
            requireMemory(network, fit);
        }
        try (TrainingLoop loop = loop(network, fit, config)) {
            RunDriver.drive(
                    loop,
                    run,
                    data,
                    options,
                    new TrainingScores(loop, network, inherited.isPresent(), select, val, config.evaluateEvery()));
            ModelConfig description = ModelConfig.of(
                    run.layout().root().toAbsolutePath().getFileName().toString(),
                    train.labels(),
                    train.format(),
                    val.sample(0).size().height(),
                    val.sample(0).size().width(),
                    blueprint.hash(),
                    network);
            Model.write(run.layout().model(), description, network, loop.result(), notes(fit));
        }
    }

    private WeightStore initialWeights(Graph network) {
        WeightStore weights = WeightStore.of(network, ElementType.FLOAT32, new Seed(config.seed()));
        inherited.ifPresent(tensors -> {
            Inheritance result = weights.copyFrom(tensors);
            if (result.copied().isEmpty()) {
                weights.close();
                throw new BadUsage(Text.format(
                        "weights: none of the %d given tensors has the name and shape of a weight of the network",
                        tensors.names().size()));
            }
        });
        return weights;
    }

    /** Saves the blueprint in the run; a resumed run must have the same one. */
    private void keepBlueprint(RunLayout layout) {
        if (Files.exists(layout.architecture())
                && !Blueprint.read(layout.architecture()).equals(blueprint)) {
            throw new BadUsage("the run " + layout.root() + " trains another architecture; resume it with its own, "
                    + layout.architecture());
        }
        blueprint.write(layout.architecture());
    }

    private String notes(Split train) {
        return Text.format("Trained on %d images with seed %d.%n", train.size(), config.seed());
    }
}
