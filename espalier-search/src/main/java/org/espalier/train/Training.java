package org.espalier.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
import org.espalier.graph.Graph;
import org.espalier.model.Model;
import org.espalier.problem.BadUsage;
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
        Provenance provenance = Provenance.of(
                LibTorch.threads(),
                LibTorch.kernels(),
                Map.of("train", config.seed()),
                Optional.of(data.fingerprint()),
                options.command());
        new Frozen(config.weights().frozen())
                .requireIn(blueprint.network(data.labels().size()));
        LabelledPixels.require(data.split("train"));
        LabelledPixels.require(data.split(VAL));
        try (RunFolder run = RunFolder.open(folder, config, provenance, options.resume())) {
            keepBlueprint(run.layout());
            train(data, run, options);
            return Model.load(folder);
        }
    }

    private void train(Dataset data, RunFolder run, RunOptions options) {
        Split train = config.images().resized(data.split("train"));
        Split val = config.images().resized(data.split(VAL));
        EarlyStop stop = config.stop();
        Split fit = stop.fit(train);
        Optional<Split> select = stop.isOn() ? Optional.of(stop.select(train)) : Optional.empty();
        Graph plain = blueprint.network(train.labels().size());
        Graph network = ImageForm.of(train).apply(plain);
        inherited.ifPresent(tensors -> ImageForm.requireFits(tensors, plain, network));
        EvaluationMemory.require(network, val);
        select.ifPresent(held -> EvaluationMemory.require(network, held));
        try (TrainingLoop loop = new TrainingLoop(network, initialWeights(network), fit, config)) {
            RunDriver.drive(
                    loop,
                    run,
                    data,
                    options.progress(),
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
