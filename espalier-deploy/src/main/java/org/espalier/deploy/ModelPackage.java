package org.espalier.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.espalier.deploy.onnx.ImageSize;
import org.espalier.deploy.onnx.OnnxWriter;
import org.espalier.file.AtomicFile;
import org.espalier.file.FileProblem;
import org.espalier.file.Sha256;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphJson;
import org.espalier.graph.InvalidGraph;
import org.espalier.graph.Weight;
import org.espalier.pass.Passes;
import org.espalier.problem.BadData;
import org.espalier.problem.Failure;
import org.espalier.protocol.InferenceMemory;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.TensorFile;
import org.espalier.safetensors.Tensors;
import org.espalier.text.Text;

/**
 * A self-contained model on disk:
 *
 * <ul>
 * <li>{@code config.json}: classes, colours, image size, hashes ({@link ModelConfig});
 * <li>{@code model.onnx}: the model that {@link Segmenter} runs; takes raw RGB and includes normalisation;
 * <li>{@code graph.json}: the graph in its inference form, for further training or export;
 * <li>{@code model.safetensors}: the weights by name, for further training or export;
 * <li>{@code README.md}: a readable description.
 * </ul>
 *
 * @param folder the folder that holds these files
 * @param config its description
 */
public record ModelPackage(Path folder, ModelConfig config) {

    private static final String CONFIG = "config.json";
    private static final String WEIGHTS = "model.safetensors";

    /** Metadata key of the description in an ONNX file, so that the file can be used alone. */
    private static final String METADATA = "espalier";

    /** Metadata key of the peak memory of node results for each pixel of an image, {@link InferenceMemory}. */
    private static final String ACTIVATIONS = "espalier.activationBytesPerPixel";

    /** Whether a folder holds a package that was written to its end. */
    public static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(CONFIG));
    }

    /**
     * Opens a package. The ONNX model itself is not loaded yet.
     *
     * @throws BadData if the folder or a required file is missing, or the description is invalid
     */
    public static ModelPackage read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadData(
                    Text.format("no model at %s: there is no such folder; allowed: the model folder of a run", folder));
        }
        ModelPackage model = new ModelPackage(
                folder,
                ModelConfigJson.read(
                        text(folder.resolve(CONFIG)), folder.resolve(CONFIG).toString()));
        requireFile(model.onnx());
        return model;
    }

    /**
     * Writes a package. The description is written last and holds a hash of the weights, as does the ONNX model: a folder
     * without it is incomplete, and where another package is replaced, files of both are not taken for one model.
     *
     * @param config of this network, from {@link ModelConfig#of}
     * @param network as it was trained or in its inference form
     * @param weights values of a weight of the network, row-major
     * @param size the images that the ONNX model takes
     * @param notes additional Markdown for the README: origin and quality of the model; may be empty
     * @throws Failure if a file cannot be written or a weight is not finite
     */
    public static ModelPackage write(
            Path folder,
            ModelConfig config,
            Graph network,
            Function<Weight.Named, float[]> weights,
            ImageSize size,
            String notes) {
        Graph inference = describedForm(config, network);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Failure(Text.format("cannot make the folder %s: %s", folder, FileProblem.of(e)), e);
        }
        Path weightFile = folder.resolve(WEIGHTS);
        TensorFile.write(weightFile, tensors(inference, weights));
        ModelPackage model = new ModelPackage(folder, config.withWeights(Sha256.ofFile(weightFile)));
        writeOnnx(model.onnx(), model.config, network, weights, size);
        AtomicFile.write(model.graphFile(), GraphJson.write(inference));
        AtomicFile.write(folder.resolve("README.md"), ModelCard.of(config, size, notes));
        AtomicFile.write(folder.resolve(CONFIG), ModelConfigJson.write(model.config));
        return model;
    }

    private static Tensors tensors(Graph network, Function<Weight.Named, float[]> weights) {
        Map<String, TensorData> tensors = new TreeMap<>();
        network.weights()
                .forEach((name, weight) -> tensors.put(name, TensorData.of(weights.apply(weight), shape(weight))));
        return Tensors.of(tensors);
    }

    private static long[] shape(Weight.Named weight) {
        return weight.shape().stream().mapToLong(Integer::longValue).toArray();
    }

    /** The inference form of the network that a description is of. */
    private static Graph describedForm(ModelConfig config, Graph network) {
        Graph inference = ModelConfig.inferenceForm(network);
        if (!inference.hash().equals(config.graph())) {
            throw new IllegalArgumentException(Text.format(
                    "the description of model %s is of another graph, %s, than this one, %s",
                    config.name(), config.graph(), inference.hash()));
        }
        return inference;
    }

    /**
     * Writes only an ONNX file. It includes the description, so that {@link Segmenter#load} can load it.
     *
     * @throws IllegalArgumentException if the description is of another network
     * @throws Failure if the file cannot be written or a weight is not finite
     */
    public static void writeOnnx(
            Path file, ModelConfig config, Graph network, Function<Weight.Named, float[]> weights, ImageSize size) {
        Graph exported = Passes.apply(Passes.FOR_EXPORT, describedForm(config, network));
        Map<String, String> metadata = Map.of(
                METADATA,
                ModelConfigJson.write(config),
                ACTIVATIONS,
                Long.toString(InferenceMemory.of(exported).activationBytesPerPixel()));
        OnnxWriter.write(exported, weights, size, metadata, file);
    }

    /**
     * The description in an ONNX file, if any.
     *
     * @throws BadData if it cannot be used
     */
    static Optional<ModelConfig> configOf(OnnxModel model) {
        return Optional.ofNullable(model.metadata().get(METADATA))
                .map(json -> ModelConfigJson.read(json, model.file().toString()));
    }

    /**
     * What an ONNX model needs of memory, if its file says so.
     *
     * @throws BadData if it cannot be used
     */
    static Optional<InferenceMemory> memoryOf(OnnxModel model, ModelConfig config) {
        String text = model.metadata().get(ACTIVATIONS);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new InferenceMemory(
                    Files.size(model.file()),
                    Long.parseLong(text),
                    config.labels().size(),
                    config.pixels().channels()));
        } catch (IllegalArgumentException | IOException e) {
            throw new BadData(Text.format("%s: %s: got %s, allowed: bytes", model.file(), ACTIVATIONS, text), e);
        }
    }

    /** The ONNX model. */
    public Path onnx() {
        return folder.resolve("model.onnx");
    }

    /**
     * The file with the weights.
     *
     * @throws BadData if it is missing, or is not the one that the description is of
     */
    public Path weights() {
        Path file = folder.resolve(WEIGHTS);
        if (!Files.isRegularFile(file)) {
            throw new BadData(Text.format(
                    "%s is missing; without it the model can be used (predict, bench), but not evaluated, exported"
                            + " again or trained further",
                    file));
        }
        config.weights().ifPresent(hash -> {
            String got = Sha256.ofFile(file);
            if (!got.equals(hash)) {
                throw new BadData(Text.format(
                        "%s: got a file with hash %s, %s names %s; it is damaged, or the files belong to different"
                                + " models; copy the folder again or export the model again",
                        file, got, CONFIG, hash));
            }
        });
        return file;
    }

    /**
     * The graph in its inference form.
     *
     * @throws BadData if its file is missing or holds another graph
     */
    public Graph graph() {
        Graph graph;
        try {
            graph = GraphJson.read(text(graphFile()));
        } catch (InvalidGraph e) {
            throw new BadData(graphFile() + ": " + e.getMessage(), e);
        }
        if (!graph.hash().equals(config.graph())) {
            throw new BadData(Text.format(
                    "%s: got a graph with hash %s, %s names %s; the files belong to different models",
                    graphFile(), graph.hash(), CONFIG, config.graph()));
        }
        return graph;
    }

    private Path graphFile() {
        return folder.resolve("graph.json");
    }

    private static String text(Path file) {
        requireFile(file);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BadData(Text.format("cannot read %s: %s", file, FileProblem.of(e)), e);
        }
    }

    private static void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadData(Text.format(
                    "%s is not a complete model: %s is missing; copy the folder again or export the model again",
                    file.getParent(), file.getFileName()));
        }
    }
}
