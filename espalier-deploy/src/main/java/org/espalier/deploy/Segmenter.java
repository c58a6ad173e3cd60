package org.espalier.deploy;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.image.PixelResize;
import org.espalier.image.Pixels;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.espalier.problem.BadData;
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

    private static final int DYNAMIC = -1;

    private final OnnxModel model;
    private final ModelConfig config;

    /**
     * Options of a segmenter.
     *
     * @param threads processors that one image may use; 0 for all
     */
    public record Options(int threads) {

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
    }

    private Segmenter(OnnxModel model, ModelConfig config) {
        this.model = model;
        this.config = config;
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
     */
    public static Segmenter load(Path model, Options options) {
        if (Files.isRegularFile(model)) {
            return of(OnnxModel.load(model, options.threads()), Optional.empty());
        }
        ModelPackage files = ModelPackage.read(model);
        return of(OnnxModel.load(files.onnx(), options.threads()), Optional.of(files.config()));
    }

    private static Segmenter of(OnnxModel model, Optional<ModelConfig> config) {
        try {
            return new Segmenter(model, SegmenterCheck.config(model, config));
        } catch (BadData e) {
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

    /**
     * The class of every pixel. A dynamic model runs at the image's size; for a fixed one the image is resized, and the
     * logits are resized back.
     *
     * @param image with the channels and bits of the model; {@link Pixels#of} says what is converted
     * @return a mask of the image's size
     * @throws BadData if the image is too large for one run, or has other channels than the model
     * @throws IllegalStateException if the segmenter is closed
     */
    public Mask segment(BufferedImage image) {
        return segment(Pixels.of(image, config.pixels(), "the image"));
    }

    /**
     * The class of every pixel; see {@link #segment(BufferedImage)}.
     *
     * @throws BadData if the image is too large for one run, or has other pixels than the model takes
     */
    public Mask segment(Pixels image) {
        if (!image.format().equals(config.pixels())) {
            throw new BadData(Text.format("the image has %s, the model takes %s", image.format(), config.pixels()));
        }
        int height = image.height();
        int width = image.width();
        List<Integer> input = model.inputs().firstEntry().getValue();
        int inputHeight = input.get(2) == DYNAMIC ? height : input.get(2);
        int inputWidth = input.get(3) == DYNAMIC ? width : input.get(3);
        requireRoom(inputHeight, inputWidth);
        FloatTensor logits = model.run(FloatTensor.ofImage(PixelResize.resized(image, inputHeight, inputWidth)));
        return LargestLogit.mask(logits, height, width);
    }

    /** Frees the model after running calls have finished. Closing again does nothing. */
    @Override
    public void close() {
        model.close();
    }

    private void requireRoom(int height, int width) {
        long logits = (long) height
                * width
                * Math.max(labels().size(), config.pixels().channels());
        if (logits > Integer.MAX_VALUE) {
            throw new BadData(Text.format(
                    "an image of %dx%d (HEIGHTxWIDTH) gives %d logits of %d classes, allowed: %d; make it smaller",
                    height, width, logits, labels().size(), Integer.MAX_VALUE));
        }
    }
}
