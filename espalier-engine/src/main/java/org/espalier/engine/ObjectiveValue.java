package org.espalier.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.espalier.loss.Objective;

/**
 * An objective computed.
 *
 * @param total the sum of all terms
 * @param terms each term without its factor, in the objective's order
 */
record ObjectiveValue(double total, List<Double> terms) {

    /** Computes it, and adds its gradients to those of the leaves that the outputs depend on. */
    static ObjectiveValue differentiated(
            Objective objective, Map<String, Tensor> outputs, Feeds feeds, ElementType type) {
        LossValues losses = new LossValues(type);
        List<Double> terms = new ArrayList<>();
        Tensor total = HostArrays.zeros(type);
        for (Objective.Term term : objective.terms()) {
            Tensor output = Objects.requireNonNull(outputs.get(term.output()), term.output());
            Tensor value = switch (term) {
                case Objective.OfLogits ofLogits -> losses.of(ofLogits.loss(), output, labels(ofLogits, output, feeds));
                case Objective.OfValue v -> output.sum();
            };
            terms.add(value.item_double());
            total = total.add(value, new Scalar(term.factor()));
        }
        if (total.requires_grad()) {
            total.backward();
        }
        return new ObjectiveValue(total.item_double(), terms);
    }

    private static byte[] labels(Objective.OfLogits term, Tensor logits, Feeds feeds) {
        byte[] labels = feeds.labels(term.labels());
        if (labels.length != logits.size(0) * logits.size(2) * logits.size(3)) {
            throw new IllegalArgumentException(("output %s is %dx%d (HEIGHTxWIDTH) and the labels are %dx%d;"
                            + " resize the logits to stride 1 in the graph")
                    .formatted(
                            term.output(),
                            logits.size(2),
                            logits.size(3),
                            feeds.extent().height(),
                            feeds.extent().width()));
        }
        return labels;
    }
}
