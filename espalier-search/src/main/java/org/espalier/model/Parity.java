package org.espalier.model;

import java.nio.file.Path;
import org.espalier.data.Split;
import org.espalier.data.loading.WholeImages;
import org.espalier.deploy.FloatTensor;
import org.espalier.deploy.OnnxModel;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.Outputs;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Graph;
import org.espalier.image.Pixels;
import org.espalier.label.Batch;
import org.espalier.problem.Failure;
import org.espalier.space.Supernet;
import org.espalier.text.Text;

/**
 * The difference between an exported model and libtorch on the same images.
 *
 * @param images number compared
 * @param largestDifference of any two logits, as a share of the range of libtorch's logits
 * @param agreement share of the pixels with the same class
 */
public record Parity(int images, double largestDifference, double agreement) {

    /** The largest allowed difference of logits, as a share of their range. */
    public static final double MAXIMUM_DIFFERENCE = 1e-3;

    /** The smallest allowed share of pixels with the same class. */
    public static final double MINIMUM_AGREEMENT = 0.999;

    /** Compares an ONNX file with the graph in libtorch, on whole images. */
    static Parity measure(Path onnx, Graph graph, WeightStore weights, Split split) {
        Comparison comparison = new Comparison();
        try (OnnxModel exported = OnnxModel.load(onnx, 0);
                Inference inference = new Inference(graph, weights)) {
            for (Batch batch : new WholeImages(split, 1)) {
                FloatTensor image =
                        FloatTensor.ofImage(new Pixels(batch.height(), batch.width(), batch.format(), batch.images()));
                try (Outputs outputs = inference.run(Feeds.of(batch))) {
                    comparison.add(
                            outputs.floats(Supernet.LOGITS),
                            exported.run(image).values(),
                            outputs.shape(Supernet.LOGITS).get(1));
                }
            }
        }
        return comparison.result(split.size());
    }

    /**
     * Fails if the models differ too much.
     *
     * @throws Failure if the difference exceeds {@link #MAXIMUM_DIFFERENCE} or the agreement is below
     *     {@link #MINIMUM_AGREEMENT}
     */
    public void require(String model) {
        if (!(largestDifference <= MAXIMUM_DIFFERENCE) || !(agreement >= MINIMUM_AGREEMENT)) {
            throw new Failure(Text.format(
                    "%s differs from libtorch: %s; allowed: a largest difference of %s of the range, agreement of %s",
                    model, this, MAXIMUM_DIFFERENCE, MINIMUM_AGREEMENT));
        }
    }

    /** Differences accumulated over the images. */
    private static final class Comparison {

        private double lowest = Double.POSITIVE_INFINITY;
        private double highest = Double.NEGATIVE_INFINITY;
        private double difference;
        private long agreeing;
        private long pixels;

        void add(float[] expected, float[] got, int classes) {
            for (int i = 0; i < expected.length; i++) {
                lowest = Math.min(lowest, expected[i]);
                highest = Math.max(highest, expected[i]);
                difference = Math.max(difference, Math.abs(expected[i] - got[i]));
            }
            int area = expected.length / classes;
            for (int pixel = 0; pixel < area; pixel++) {
                agreeing += largest(expected, pixel, area) == largest(got, pixel, area) ? 1 : 0;
            }
            pixels += area;
        }

        Parity result(int images) {
            return new Parity(images, difference / (highest - lowest), (double) agreeing / pixels);
        }

        private static int largest(float[] logits, int pixel, int area) {
            int best = pixel;
            for (int at = pixel; at < logits.length; at += area) {
                best = logits[at] > logits[best] ? at : best;
            }
            return best;
        }
    }
}
