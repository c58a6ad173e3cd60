package org.espalier.evaluation;

import java.util.function.Function;
import org.espalier.data.Sample;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.Outputs;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.image.PixelResize;
import org.espalier.label.Mask;
import org.espalier.pass.ForInference;
import org.espalier.pass.ShareCommonSubexpressions;
import org.espalier.space.Supernet;

/**
 * Test-time augmentation: predicts the class with the largest mean probability over several views of an image. The
 * logits of each view are resized to the image before the softmax. Holds native memory: close it, before the weights.
 */
public final class AveragingPredictor implements Function<Sample, Mask>, AutoCloseable {

    private final TestTimeAugmentation views;
    private final Inference inference;

    /** @param network output {@code logits}, [N, classes, H, W] */
    public AveragingPredictor(Graph network, WeightStore weights, TestTimeAugmentation views) {
        this.views = views;
        this.inference =
                new Inference(new ShareCommonSubexpressions().apply(new ForInference().apply(network)), weights);
    }

    @Override
    public Mask apply(Sample sample) {
        int height = sample.size().height();
        int width = sample.size().width();
        float[] sums = new float[0];
        for (double scale : views.scales()) {
            int scaledHeight = Math.max(1, (int) Math.round(scale * height));
            int scaledWidth = Math.max(1, (int) Math.round(scale * width));
            byte[] rgb = PixelResize.bytes(
                    sample.rgb(), sample.format(), height, width, scaledHeight, scaledWidth);
            sums = added(sums, probabilities(rgb, scaledHeight, scaledWidth, sample));
            if (views.flip()) {
                byte[] mirrored = mirrored(rgb, scaledWidth, sample.format().bytesPerPixel());
                sums = added(sums, mirrored(probabilities(mirrored, scaledHeight, scaledWidth, sample), width));
            }
        }
        return new Mask(height, width, largest(sums, height * width));
    }

    private float[] probabilities(byte[] rgb, int height, int width, Sample sample) {
        try (Outputs outputs = inference.run(Feeds.ofImages(Extent.of(height, width), sample.format(), rgb))) {
            return outputs.probabilities(
                    Supernet.LOGITS, sample.size().height(), sample.size().width());
        }
    }

    private static float[] added(float[] sums, float[] values) {
        for (int i = 0; i < sums.length; i++) {
            values[i] += sums[i];
        }
        return values;
    }

    /** Mirrors rows of pixels of so many bytes. */
    private static byte[] mirrored(byte[] rgb, int width, int bytes) {
        byte[] mirrored = new byte[rgb.length];
        for (int pixel = 0; pixel < rgb.length / bytes; pixel++) {
            int column = pixel % width;
            int from = pixel - column + width - 1 - column;
            System.arraycopy(rgb, from * bytes, mirrored, pixel * bytes, bytes);
        }
        return mirrored;
    }

    private static float[] mirrored(float[] planes, int width) {
        float[] mirrored = new float[planes.length];
        for (int i = 0; i < planes.length; i++) {
            int column = i % width;
            mirrored[i] = planes[i - column + width - 1 - column];
        }
        return mirrored;
    }

    private static byte[] largest(float[] sums, int pixels) {
        byte[] classes = new byte[pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            int best = pixel;
            for (int at = pixel; at < sums.length; at += pixels) {
                best = sums[at] > sums[best] ? at : best;
            }
            classes[pixel] = (byte) (best / pixels);
        }
        return classes;
    }

    @Override
    public void close() {
        inference.close();
    }
}
