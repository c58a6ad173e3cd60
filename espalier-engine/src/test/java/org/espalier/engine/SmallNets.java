package org.espalier.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.label.Batch;
import org.espalier.random.Seed;

/** Small networks and batches for tests. */
public final class SmallNets {

    public static final int CLASSES = 3;

    /** Number of times that {@link #sharedCell} runs its cell. */
    public static final int RUNS = 3;

    private SmallNets() {}

    /** Two blocks of convolution, normalisation and ReLU at stride 2, a classifier, and a resize to the image. */
    public static Graph segmenter(int channels) {
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

    /**
     * A cell that runs with the same weights on the values of several stems, as a supernet's cell does for the
     * transitions into it.
     */
    public static Graph sharedCell() {
        GraphBuilder builder = new GraphBuilder();
        Value weights = builder.scope("choice").constant(0.25, 0.5, 0.125);
        List<Value> runs = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            Value x = builder.scope("stem_" + run).conv(builder.image(), 8, 3, 2);
            Scope cell = builder.scope("cell").variant("run_" + run);
            Value y = cell.relu(cell.normalize(cell.conv(x, 8, 3, 1)));
            Scope second = cell.child("second");
            Value z = second.normalize(second.conv(y, 8, 3, 1));
            runs.add(cell.mix(List.of(z, cell.maxPool(y, 3, 1), x), weights));
        }
        Scope head = builder.scope("head");
        builder.output("logits", head.resize(head.classifier(head.sum(runs), CLASSES), 1));
        return builder.build();
    }

    /**
     * Many separable convolutions beside each other, and their weighted sum: wide enough for several workers. The last
     * branch normalises pooled values, which a batch of one image does not allow.
     * @param weights of the branches, by the scope that is given
     */
    public static Graph wide(int branches, Function<GraphBuilder, Value> weights) {
        GraphBuilder builder = new GraphBuilder();
        Scope stem = builder.scope("stem");
        Value x = stem.normalize(stem.conv(builder.image(), 12, 3, 2));
        List<Value> results = new ArrayList<>();
        for (int branch = 0; branch < branches - 1; branch++) {
            Scope scope = builder.scope("branch_" + branch);
            results.add(scope.normalize(scope.pointwise(scope.depthwise(scope.relu(x), 3, 1, 1), 12)));
        }
        Scope pooled = builder.scope("pooled");
        results.add(pooled.resize(pooled.normalize(pooled.pointwise(pooled.globalAvgPool(x), 12)), 2));
        Scope head = builder.scope("head");
        Value mixed = head.mix(results, weights.apply(builder));
        builder.output("logits", head.resize(head.classifier(mixed, CLASSES), 1));
        return builder.build();
    }

    /** Images whose label is the strongest colour channel in a block of pixels. */
    public static Batch colourBlocks(Extent extent, Seed seed) {
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

    /** Numbers in [-1, 1) that depend only on the seed. */
    public static double[] numbers(Seed seed, long count) {
        double[] values = new double[Math.toIntExact(count)];
        Arrays.setAll(values, index -> 2 * seed.uniform(index) - 1);
        return values;
    }
}
