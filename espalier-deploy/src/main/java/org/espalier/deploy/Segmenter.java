package org.espalier.deploy;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.espalier.graph.Extent;
import org.espalier.image.Pixels;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.protocol.InferenceMemory;
import org.espalier.protocol.Protocol;
import org.espalier.text.Text;

/**
 * Runs a model on images, without the libraries for training: image in, mask out.
 *
 * <pre>{@code
 * try (Segmenter segmenter = Segmenter.load(Path.of("runs/b/model"))) {
 *     Mask mask = segmenter.segment(ImageIO.read(file));
 * }
 * }</pre>
 *
 * <p>Thread-safe; {@link #close} waits for running calls.
 */
public final class Segmenter implements AutoCloseable {

    private final OnnxModel model;
    private final ModelConfig config;
    private final Protocol protocol;
    private final OnnxPredictor predictor;

    /**
     * Options of a segmenter.
     *
     * @param threads processors that one image may use; 0 for all
     * @param protocol sliding windows, scales and mirror images; {@link Protocol#WHOLE} runs the image once
     */
    public record Options(int threads, Protocol protocol) {

        /** All processors for one image: lowest latency. With many images at once, 1 gives higher throughput. */
        public static final Options DEFAULT = new Options(0);

        /**
         * @throws IllegalArgumentException if there are fewer than 0 threads
         */
        public Options {
            if (threads < 0) {
                throw new IllegalArgumentException("threads: got " + threads + ", allowed: 0 for all, or more");
            }
        }

        /** Whole images, with this number of threads. */
        public Options(int threads) {
            this(threads, Protocol.WHOLE);
        }
    }

    private Segmenter(OnnxModel model, ModelConfig config, Protocol protocol) {
        this.model = model;
        this.config = config;
        this.protocol = protocol;
        this.predictor = new OnnxPredictor(model, config.labels().size());
    }

    /** Loads a model with the default options; see {@link #load(Path, Options)}. */
    public static Segmenter load(Path model) {
        return load(model, Options.DEFAULT);
    }

    /**
     * Loads a model; the caller closes it.
     *
     * @param model the folder of a model package, or an ONNX file that Espalier exported
     * @throws BadData if it is missing or cannot be used
     * @throws BadUsage if it accepts images of one size only, and the protocol needs another
     */
    public static Segmenter load(Path model, Options options) {
        if (Files.isRegularFile(model)) {
            return of(OnnxModel.loadForLargeImages(model, options.threads()), Optional.empty(), options.protocol());
        }
        ModelPackage files = ModelPackage.read(model);
        return of(
                OnnxModel.loadForLargeImages(files.onnx(), options.threads()),
                Optional.of(files.config()),
                options.protocol());
    }

    private static Segmenter of(OnnxModel model, Optional<ModelConfig> config, Protocol protocol) {
        try {
            Segmenter segmenter = new Segmenter(model, SegmenterCheck.config(model, config), protocol);
            protocol.requireSize(model.file().toString(), segmenter.imageSize());
            return segmenter;
        } catch (BadData | BadUsage e) {
            model.close();
            throw e;
        }
    }

    /** The description of the model. */
    public ModelConfig config() {
        return config;
    }

    /** The classes of its masks. */
    public LabelSet labels() {
        return config.labels();
    }

    /** The size of the only images that the model accepts; empty if it accepts any. */
    public Optional<Extent> imageSize() {
        return predictor.size();
    }

    /** What the model needs of memory; empty if its file does not say. */
    public Optional<InferenceMemory> memory() {
        return ModelPackage.memoryOf(model, config);
    }

    /**
     * The class of every pixel, by the protocol of the options. By default a dynamic model runs at the image's size;
     * for a fixed one the image is resized, and the logits are resized back.
     *
     * @param image with the channels and bits of the model; {@link Pixels#of} says what is converted
     * @return a mask of the image's size
     * @throws BadData if the image has more logits than fit into one array, or other channels than the model
     * @throws IllegalStateException if the segmenter is closed
     */
    public Mask segment(BufferedImage image) {
        return segment(Pixels.of(image, config.pixels(), "the image"));
    }

    /**
     * The class of every pixel; see {@link #segment(BufferedImage)}.
     *
     * @throws BadData if the image has more logits than fit into one array, or other pixels than the model takes
     */
    public Mask segment(Pixels image) {
        if (!image.format().equals(config.pixels())) {
            throw new BadData(Text.format("the image has %s, the model takes %s", image.format(), config.pixels()));
        }
        return protocol.mask(predictor, image);
    }

    /** Frees the model after running calls have finished. Closing again does nothing. */
    @Override
    public void close() {
        model.close();
    }
}
