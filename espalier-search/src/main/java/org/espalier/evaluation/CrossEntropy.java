package org.espalier.evaluation;

import java.util.Set;
import org.espalier.data.Split;
import org.espalier.data.loading.WholeImages;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.Outputs;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Graph;
import org.espalier.label.Batch;
import org.espalier.label.LabelSet;
import org.espalier.pass.ForInference;
import org.espalier.pass.ShareCommonSubexpressions;
import org.espalier.space.Supernet;

/**
 * The cross-entropy of a network's predictions in nats a pixel, over all pixels that have a label: in inference form,
 * with running statistics and without class weights.
 */
public final class CrossEntropy {

    private static final int BATCH = 4;

    private CrossEntropy() {}

    /** On the whole images of a split. */
    public static double of(Graph network, WeightStore weights, Split split) {
        return of(network, weights, new WholeImages(split, BATCH));
    }

    /**
     * On batches.
     *
     * @return NaN if the network's scores are not numbers, 0 if no pixel has a label
     */
    public static double of(Graph network, WeightStore weights, Iterable<Batch> batches) {
        Graph scores = new ShareCommonSubexpressions()
                .apply(new ForInference().apply(network).keep(Set.of(Supernet.LOGITS)));
        double sum = 0;
        long pixels = 0;
        try (Inference inference = new Inference(scores, weights)) {
            for (Batch batch : batches) {
                try (Outputs outputs = inference.run(Feeds.of(batch))) {
                    float[] shares = outputs.probabilities(Supernet.LOGITS, batch.height(), batch.width());
                    int classes = outputs.shape(Supernet.LOGITS).get(1);
                    for (int index = 0; index < batch.labels().length; index++) {
                        int label = Byte.toUnsignedInt(batch.labels()[index]);
                        if (label != LabelSet.IGNORE) {
                            sum -= Math.log(Math.max(Float.MIN_NORMAL, share(shares, batch, classes, index, label)));
                            pixels++;
                        }
                    }
                }
            }
        }
        return sum / Math.max(1, pixels);
    }

    /** The predicted probability of a pixel's label. */
    private static float share(float[] shares, Batch batch, int classes, int index, int label) {
        int pixels = batch.height() * batch.width();
        return shares[(index / pixels * classes + label) * pixels + index % pixels];
    }
}
