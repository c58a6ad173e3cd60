package org.espalier.evaluation;

import java.util.Optional;
import org.espalier.data.Split;
import org.espalier.label.Mask;
import org.espalier.metric.BoundaryIou;
import org.espalier.metric.ConfusionMatrix;
import org.espalier.metric.InstanceIou;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/** Counts the predictions for a split, one sample after the other. */
final class Scoring {

    private final ScoringRules rules;
    private final Split split;
    private final ConfusionMatrix counts;
    private final Optional<BoundaryIou> boundary;
    private final Optional<InstanceIou> instances;

    Scoring(ScoringRules rules, Split split) {
        int classes = split.labels().size();
        this.rules = rules;
        this.split = split;
        this.counts = new ConfusionMatrix(classes);
        this.boundary = rules.boundary() ? Optional.of(new BoundaryIou(classes)) : Optional.empty();
        this.instances = rules.instances().map(ids -> new InstanceIou());
    }

    /**
     * Counts one sample.
     *
     * @param index of the sample in the split
     * @throws BadData if sizes differ or a class number is invalid
     */
    void add(int index, Mask truth, Mask prediction) {
        try {
            counts.add(truth, prediction);
            boundary.ifPresent(score -> score.add(truth, prediction));
            instances.ifPresent(
                    score -> score.add(rules.instances().orElseThrow().of(index), prediction));
        } catch (IllegalArgumentException e) {
            throw new BadData(
                    Text.format(
                            "the prediction for sample %s of %s: %s",
                            split.sample(index).id(), split.name(), e.getMessage()),
                    e);
        }
    }

    /** @param seconds prediction time */
    Evaluation result(double seconds) {
        return new Evaluation(rules.protocol(), split.labels(), counts, boundary, instances, split.size(), seconds);
    }
}
