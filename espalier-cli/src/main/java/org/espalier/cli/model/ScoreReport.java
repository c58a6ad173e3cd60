package org.espalier.cli.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.OptionalDouble;
import org.espalier.evaluation.Evaluation;
import org.espalier.evaluation.Evaluation.CategoryScores;
import org.espalier.evaluation.Evaluation.ClassScores;

/**
 * The output of {@code eval} and {@code score}. Scripts rely on the names of the JSON fields.
 *
 * @param categories of Cityscapes; none for other data
 * @param notes what a reader of the scores must know
 */
record ScoreReport(
        @JsonUnwrapped Subject subject,
        @JsonUnwrapped Means means,
        @JsonUnwrapped CityscapesMeans cityscapes,
        List<ClassScores> classes,
        List<CategoryScores> categories,
        List<String> notes) {

    /**
     * What was scored.
     *
     * @param images number of scored images
     * @param leftOut number of images left out because they cannot be read
     */
    record Subject(
            String predictions, String data, String split, String protocol, int images, int leftOut, double seconds) {}

    /** Scores over all classes; empty if no pixel was counted, boundaries also if they were not asked for. */
    record Means(
            OptionalDouble miou,
            OptionalDouble pixelAccuracy,
            OptionalDouble meanAccuracy,
            OptionalDouble meanDice,
            OptionalDouble frequencyWeightedIou,
            OptionalDouble boundaryIou) {}

    /** The further means of Cityscapes; empty for other data, those of instances also without instance ids. */
    record CityscapesMeans(
            OptionalDouble categoryIou, OptionalDouble instanceIou, OptionalDouble categoryInstanceIou) {}

    static ScoreReport of(Subject subject, Evaluation evaluation, List<String> notes) {
        return new ScoreReport(
                subject,
                new Means(
                        evaluation.protocol().meanIou(evaluation.counts()),
                        evaluation.counts().pixelAccuracy(),
                        evaluation.counts().meanAccuracy(),
                        evaluation.counts().meanDice(),
                        evaluation.counts().frequencyWeightedIou(),
                        evaluation.meanBoundaryIou()),
                new CityscapesMeans(
                        evaluation.meanCategoryIou(),
                        evaluation.meanInstanceIou(),
                        evaluation.meanCategoryInstanceIou()),
                evaluation.classes(),
                evaluation.categories(),
                notes);
    }
}
