package org.espalier.engine;

import java.util.Arrays;
import java.util.List;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.label.Batch;
import org.espalier.random.Seed;

/** Networks and batches small enough for a test. */
final class SmallNets {

    static final int CLASSES = 3;

    private SmallNets() {}

    /** Convolution, normalisation, ReLU at stride 2; twice; classifier; resize to the image. */
    static Graph segmenter(int channels) {
        GraphBuilder builder = new GraphBuilder();
        Value x = builder.image();
        for (int block = 0; block < 2; block++) {
            Scope scope = builder.scope("block_" + block);
            x = scope.relu(scope.normalize(scope.conv(x, channels, 3, 2)));
        }
        Scope head = builder.scope("head");
        builder.output("logits", head.resize(head.classifier(x, CLASSES), 1));
        return builder.build();
    }

    /** Images whose label is the colour channel that is strongest in a block of pixels. */
    static Batch colourBlocks(Extent extent, Seed seed) {
        int pixels = extent.batch() * extent.height() * extent.width();
        byte[] images = new byte[3 * pixels];
        byte[] labels = new byte[pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            int row = pixel / extent.width() % extent.height();
            int column = pixel % extent.width();
            int image = pixel / (extent.width() * extent.height());
            int label = Math.floorMod(seed.derive(image).bits(row / 8 * 1000L + column / 8), CLASSES);
            labels[pixel] = (byte) label;
            for (int channel = 0; channel < 3; channel++) {
                int noise = (int) (seed.bits(3L * pixel + channel) & 63);
                images[3 * pixel + channel] = (byte) (channel == label ? 180 + noise : 40 + noise);
            }
        }
        return new Batch(images, labels, extent.batch(), extent.height(), extent.width());
    }

    /** Numbers in [-1, 1) that depend on the seed alone. */
    static double[] numbers(Seed seed, long count) {
        double[] values = new double[Math.toIntExact(count)];
        Arrays.setAll(values, index -> 2 * seed.uniform(index) - 1);
        return values;
    }

    static long elements(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }
}
