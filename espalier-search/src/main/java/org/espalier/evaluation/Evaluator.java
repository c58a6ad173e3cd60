package org.espalier.evaluation;

import java.util.Set;
import java.util.function.Function;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.data.loading.WholeImages;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.Outputs;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Graph;
import org.espalier.label.Batch;
import org.espalier.label.Mask;
import org.espalier.metric.ConfusionMatrix;
import org.espalier.pass.ForInference;
import org.espalier.pass.ShareCommonSubexpressions;
import org.espalier.problem.BadData;
import org.espalier.space.Supernet;
import org.espalier.text.Text;

/** Evaluates a network on the whole images of a split, in inference form: running statistics, no dropout. */
public final class Evaluator {

    private static final int BATCH = 4;

    private Evaluator() {}

    /** Evaluates a network with the weights of a store. */
    public static Evaluation evaluate(Graph network, WeightStore weights, Split split) {
        Graph graph = new ShareCommonSubexpressions()
                .apply(new ForInference().apply(network).keep(Set.of(Supernet.LOGITS)));
        ConfusionMatrix counts = new ConfusionMatrix(split.labels().size());
        long nanos = 0;
        try (Inference inference = new Inference(graph, weights)) {
            for (Batch batch : new WholeImages(split, BATCH)) {
                long started = System.nanoTime();
                try (Outputs outputs = inference.run(Feeds.of(batch))) {
                    byte[] classes = outputs.classes(Supernet.LOGITS);
                    nanos += System.nanoTime() - started;
                    counts.add(batch.labels(), classes);
                }
            }
        }
        return Evaluation.of(counts, split.labels(), split.size(), nanos / 1e9);
    }

    /**
     * Evaluates any predictor of masks.
     *
     * @param predictor from a sample to the mask of its image; must not read the labels
     * @throws BadData if a mask has a different size from its sample, or an invalid class number
     */
    public static Evaluation evaluate(Split split, Function<Sample, Mask> predictor) {
        ConfusionMatrix counts = new ConfusionMatrix(split.labels().size());
        long nanos = 0;
        for (int i = 0; i < split.size(); i++) {
            Sample sample = split.sample(i);
            long started = System.nanoTime();
            Mask mask = predictor.apply(sample);
            nanos += System.nanoTime() - started;
            try {
                counts.add(sample.mask(), mask);
            } catch (IllegalArgumentException e) {
                throw new BadData(
                        Text.format(
                                "the prediction for sample %s of %s: %s", sample.id(), split.name(), e.getMessage()),
                        e);
            }
        }
        return Evaluation.of(counts, split.labels(), split.size(), nanos / 1e9);
    }
}
