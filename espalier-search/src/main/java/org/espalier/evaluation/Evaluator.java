package org.espalier.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
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
import org.espalier.pass.ForInference;
import org.espalier.pass.ShareCommonSubexpressions;
import org.espalier.problem.BadData;
import org.espalier.space.Supernet;

/** Evaluates a network on the whole images of a split, in inference form: running statistics, no dropout. */
public final class Evaluator {

    private static final int BATCH = 4;

    private Evaluator() {}

    /** Evaluates a network with the weights of a store, by the general rules. */
    public static Evaluation evaluate(Graph network, WeightStore weights, Split split) {
        return evaluate(network, weights, split, ScoringRules.GENERAL);
    }

    /** Evaluates a network with the weights of a store. */
    public static Evaluation evaluate(Graph network, WeightStore weights, Split split, ScoringRules rules) {
        Graph graph = new ShareCommonSubexpressions()
                .apply(new ForInference().apply(network).keep(Set.of(Supernet.LOGITS)));
        try (Inference inference = new Inference(graph, weights)) {
            return inBatches(split, rules, batch -> {
                try (Outputs outputs = inference.run(Feeds.of(batch))) {
                    return masks(batch, outputs.classes(Supernet.LOGITS));
                }
            });
        }
    }

    /** Evaluates a network by the protocol of its predictor; images of one size in batches where it can. */
    public static Evaluation evaluate(Split split, ScoringRules rules, EnginePredictor predictor) {
        return inBatches(split, rules, predictor::masks);
    }

    private static Evaluation inBatches(Split split, ScoringRules rules, Function<Batch, List<Mask>> predictor) {
        Scoring scoring = new Scoring(rules, split);
        long nanos = 0;
        int next = 0;
        for (Batch batch : new WholeImages(split, BATCH)) {
            long started = System.nanoTime();
            List<Mask> predictions = predictor.apply(batch);
            nanos += System.nanoTime() - started;
            List<Mask> truths = masks(batch, batch.labels());
            for (int image = 0; image < batch.count(); image++) {
                scoring.add(next + image, truths.get(image), predictions.get(image));
            }
            next += batch.count();
        }
        return scoring.result(nanos / 1e9);
    }

    /** Evaluates any predictor of masks by the general rules; see {@link #evaluate(Split, ScoringRules, Function)}. */
    public static Evaluation evaluate(Split split, Function<Sample, Mask> predictor) {
        return evaluate(split, ScoringRules.GENERAL, predictor);
    }

    /**
     * Evaluates any predictor of masks.
     *
     * @param predictor from a sample to the mask of its image; must not read the labels
     * @throws BadData if a mask has a different size from its sample, or an invalid class number
     */
    public static Evaluation evaluate(Split split, ScoringRules rules, Function<Sample, Mask> predictor) {
        Scoring scoring = new Scoring(rules, split);
        long nanos = 0;
        for (int i = 0; i < split.size(); i++) {
            Sample sample = split.sample(i);
            long started = System.nanoTime();
            Mask mask = predictor.apply(sample);
            nanos += System.nanoTime() - started;
            scoring.add(i, sample.mask(), mask);
        }
        return scoring.result(nanos / 1e9);
    }

    /** The masks of the images of a batch. */
    private static List<Mask> masks(Batch batch, byte[] classes) {
        int pixels = batch.height() * batch.width();
        return IntStream.range(0, batch.count())
                .mapToObj(image -> new Mask(
                        batch.height(),
                        batch.width(),
                        Arrays.copyOfRange(classes, image * pixels, (image + 1) * pixels)))
                .toList();
    }
}
