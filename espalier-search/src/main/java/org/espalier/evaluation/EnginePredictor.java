package org.espalier.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.espalier.data.Sample;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.Outputs;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.image.Pixels;
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
 * Predicts masks with a network in libtorch, by a protocol, one image after the other. Holds native memory: close it,
 * before the weights.
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
            List<Integer> shape = outputs.shape(Supernet.LOGITS);
            return new Logits(shape.get(1), shape.get(2), shape.get(3), outputs.floats(Supernet.LOGITS));
        }
    }

    @Override
    public void close() {
        inference.close();
    }
}
