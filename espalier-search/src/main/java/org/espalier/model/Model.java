package org.espalier.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.espalier.data.Split;
import org.espalier.deploy.ModelConfig;
import org.espalier.deploy.ModelPackage;
import org.espalier.deploy.onnx.ImageSize;
import org.espalier.engine.ElementType;
import org.espalier.engine.WeightStore;
import org.espalier.evaluation.EnginePredictor;
import org.espalier.evaluation.Evaluation;
import org.espalier.evaluation.Evaluator;
import org.espalier.evaluation.ScoringRules;
import org.espalier.graph.Graph;
import org.espalier.graph.Weight;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadData;
import org.espalier.protocol.Protocol;
import org.espalier.random.Seed;
import org.espalier.run.RunLayout;
import org.espalier.safetensors.TensorFile;
import org.espalier.safetensors.Tensors;
import org.espalier.text.Text;
import org.espalier.weights.FiniteWeights;

/** A trained network in libtorch: graph in inference form, weights and classes. Holds native memory: close it. */
public final class Model implements AutoCloseable {

    private final ModelConfig config;
    private final Graph graph;
    private final WeightStore weights;

    private Model(ModelConfig config, Graph graph, WeightStore weights) {
        this.config = config;
        this.graph = graph;
        this.weights = weights;
    }

    /**
     * Loads a model; the caller closes it.
     *
     * @param path a run that has a model, or the folder of a model
     * @throws BadData if there is no model, or its files do not match
     */
    public static Model load(Path path) {
        ModelPackage files = ModelPackage.read(folder(path));
        Path file = files.weights();
        Graph graph = files.graph();
        WeightStore weights = WeightStore.of(graph, ElementType.FLOAT32, new Seed(0));
        try {
            Tensors stored = TensorFile.read(file);
            FiniteWeights.require(stored, file.toString());
            weights.copyFrom(stored).requireComplete(file.toString());
            return new Model(files.config(), graph, weights);
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    /**
     * The file with a model's weights.
     *
     * @param path a run that has a model, or the folder of a model
     * @throws BadData if there is no model, or its weights are missing or not its own
     */
    public static Path weightFile(Path path) {
        return ModelPackage.read(folder(path)).weights();
    }

    /**
     * The model package's folder for a path: the run's model, or the path itself.
     *
     * @throws BadData if the run has no model yet
     */
    public static Path folder(Path path) {
        RunLayout run = new RunLayout(path);
        if (run.exists() && !Files.isDirectory(run.model())) {
            throw new BadData(
                    "the run " + path + " has no model yet; train it to its end, with --resume if it was interrupted");
        }
        return run.exists() ? run.model() : path;
    }

    /**
     * Writes a model package with the weights of a store.
     *
     * @param config of this network, see {@link ModelConfig#of}
     * @param network the network as trained
     * @param weights a store that has all weights of the network
     * @param notes for the model's README, in Markdown
     */
    public static void write(Path folder, ModelConfig config, Graph network, WeightStore weights, String notes) {
        ImageSize size = ImageSize.fixed(config.height(), config.width());
        var unused = ModelPackage.write(folder, config, network, values(weights), size, notes);
    }

    /** The description of the model. */
    public ModelConfig config() {
        return config;
    }

    /** The classes of its masks. */
    public LabelSet labels() {
        return config.labels();
    }

    /** The network in inference form, with running statistics; output {@code logits}, [N, classes, H, W]. */
    public Graph graph() {
        return graph;
    }

    /** The weights. Owned by the model. */
    public WeightStore weights() {
        return weights;
    }

    /**
     * Evaluates the model on the whole images of a split, by the general rules.
     *
     * @throws BadData if the split has other classes or other images
     */
    public Evaluation evaluate(Split split) {
        requireFits(split);
        return Evaluator.evaluate(graph, weights, split);
    }

    /**
     * Evaluates the model on a split by a protocol: sliding windows, scales, mirror images.
     *
     * @throws BadData if the split has other classes or other images
     * @throws org.espalier.problem.BadUsage if an image needs more memory than there is
     */
    public Evaluation evaluate(Split split, ScoringRules rules, Protocol protocol) {
        requireFits(split);
        try (EnginePredictor predictor = new EnginePredictor(graph, weights, protocol)) {
            return Evaluator.evaluate(split, rules, predictor);
        }
    }

    /**
     * Writes an ONNX file and compares its outputs with libtorch's.
     *
     * @param size of the images that the ONNX model accepts
     * @param images to compare on, all of them
     * @throws BadData if they are of another form than the model takes
     * @throws org.espalier.problem.Failure if they differ by more than {@link Parity} allows; the file is kept for
     *     inspection
     */
    public Parity export(Path file, ImageSize size, Split images) {
        requireForm(images);
        ModelPackage.writeOnnx(file, config, graph, values(weights), size);
        Parity parity = Parity.measure(file, graph, weights, images);
        parity.require(file.toString());
        return parity;
    }

    @Override
    public void close() {
        weights.close();
    }

    private void requireFits(Split split) {
        SameClasses.require(config.name(), labels(), split);
        requireForm(split);
    }

    private void requireForm(Split split) {
        if (!split.format().equals(config.pixels())) {
            throw new BadData(Text.format(
                    "the model takes images of %s, the split %s has %s",
                    config.pixels(), split.name(), split.format()));
        }
    }

    private static Function<Weight.Named, float[]> values(WeightStore weights) {
        return weight -> floats(weights.read(weight.name()));
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
