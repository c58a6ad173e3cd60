package org.espalier.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.espalier.data.Sample;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.Outputs;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.image.Pixels;
import org.espalier.label.Batch;
import org.espalier.label.Mask;
import org.espalier.pass.ForInference;
import org.espalier.pass.ShareCommonSubexpressions;
import org.espalier.protocol.InferenceMemory;
import org.espalier.protocol.Logits;
import org.espalier.protocol.MemoryCheck;
import org.espalier.protocol.Predictor;
import org.espalier.protocol.Protocol;
import org.espalier.space.Supernet;

/**
 * Predicts masks with a network in libtorch, by a protocol. Holds native memory: close it, before the weights.
 */
public final class EnginePredictor implements Function<Sample, Mask>, Predictor, AutoCloseable {

    private final Protocol protocol;
    private final int classes;
    private final Inference inference;
    private final MemoryCheck check;

    /** @param network output {@code logits}, [N, classes, H, W] */
    public EnginePredictor(Graph network, WeightStore weights, Protocol protocol) {
        Graph graph = new ShareCommonSubexpressions()
                .apply(new ForInference().apply(network).keep(Set.of(Supernet.LOGITS)));
        this.protocol = protocol;
        this.classes = graph.outputType(Supernet.LOGITS).channels();
        this.inference = new Inference(graph, weights);
        this.check = new MemoryCheck(InferenceMemory.of(graph), protocol, size());
    }

    /**
     * The mask of a sample's image.
     *
     * @throws org.espalier.problem.BadUsage if the image needs more memory than there is
     */
    @Override
    public Mask apply(Sample sample) {
        int height = sample.size().height();
        int width = sample.size().width();
        check.require(Extent.of(height, width));
        return protocol.mask(this, sample.pixels());
    }

    /**
     * The masks of images of one size. They run together if the protocol runs an image once and as a whole, and the
     * memory suffices.
     *
     * @throws org.espalier.problem.BadUsage if one image needs more memory than there is
     */
    List<Mask> masks(Batch batch) {
        check.require(Extent.of(batch.height(), batch.width()));
        boolean together = protocol.equals(Protocol.WHOLE)
                && check.allows(Extent.of(batch.count() * batch.height(), batch.width()));
        if (!together) {
            return IntStream.range(0, batch.count())
                    .mapToObj(index -> protocol.mask(this, batch.image(index)))
                    .toList();
        }
        try (Outputs outputs = inference.run(Feeds.of(batch))) {
            return logits(outputs).stream()
                    .map(one -> one.mask(batch.height(), batch.width()))
                    .toList();
        }
    }

    /** The logits of each image. */
    private static List<Logits> logits(Outputs outputs) {
        List<Integer> shape = outputs.shape(Supernet.LOGITS);
        float[] values = outputs.floats(Supernet.LOGITS);
        int length = values.length / shape.getFirst();
        return IntStream.range(0, shape.getFirst())
                .mapToObj(index -> new Logits(
                        shape.get(1),
                        shape.get(2),
                        shape.get(3),
                        Arrays.copyOfRange(values, index * length, (index + 1) * length)))
                .toList();
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public Optional<Extent> size() {
        return Optional.empty();
    }

    @Override
    public Logits logits(Pixels view) {
        try (Outputs outputs =
                inference.run(Feeds.ofImages(Extent.of(view.height(), view.width()), view.format(), view.bytes()))) {
            return logits(outputs).getFirst();
        }
    }

    @Override
    public void close() {
        inference.close();
    }
}
