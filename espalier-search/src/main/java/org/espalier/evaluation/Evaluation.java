package org.espalier.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.espalier.label.LabelSet;
import org.espalier.metric.BoundaryIou;
import org.espalier.metric.Cityscapes;
import org.espalier.metric.ConfusionMatrix;
import org.espalier.metric.InstanceIou;

/**
 * The scores of predictions. Ignored pixels do not count; a class that occurs neither in the labels nor in the
 * predictions has no score.
 *
 * @param protocol rules of the data set
 * @param labels its classes
 * @param counts over all images
 * @param boundary over all images, if it was asked for
 * @param instances over all images, if the data has instances
 * @param images number of images
 * @param seconds prediction time
 */
public record Evaluation(
        ScoringProtocol protocol,
        LabelSet labels,
        ConfusionMatrix counts,
        Optional<BoundaryIou> boundary,
        Optional<InstanceIou> instances,
        int images,
        double seconds) {

    /**
     * Scores of one class, accumulated over all images, 0 to 1; empty where a class has none, or where it was not
     * computed.
     *
     * @param iou intersection over union
     * @param accuracy share of the class's pixels that were found
     * @param dice twice the intersection over the sum of both areas
     * @param boundaryIou IoU of the boundaries alone
     * @param instanceIou IoU in which every instance has the same weight
     */
    public record ClassScores(
            String name,
            OptionalDouble iou,
            OptionalDouble accuracy,
            OptionalDouble dice,
            OptionalDouble boundaryIou,
            OptionalDouble instanceIou) {}

    /** Scores of a category of classes, 0 to 1; the second only where all classes of the category have instances. */
    public record CategoryScores(String name, OptionalDouble iou, OptionalDouble instanceIou) {}

    /** Mean IoU by the protocol, 0 to 1; NaN if no pixel was counted. */
    public double miou() {
        return protocol.meanIou(counts).orElse(Double.NaN);
    }

    /** Share of the pixels with the correct class, 0 to 1; NaN if no pixel was counted. */
    public double pixelAccuracy() {
        return counts.pixelAccuracy().orElse(Double.NaN);
    }

    /** The scores of the classes, in the order of the class numbers. */
    public List<ClassScores> classes() {
        return IntStream.range(0, labels.size())
                .mapToObj(index -> new ClassScores(
                        labels.name(index),
                        counts.iou(index),
                        counts.accuracy(index),
                        counts.dice(index),
                        score(boundary.map(score -> score.iou(index))),
                        score(instances.map(score -> score.ofClass(index, counts)))))
                .toList();
    }

    /** Mean boundary IoU over the classes that have one; empty if it was not computed. */
    public OptionalDouble meanBoundaryIou() {
        return score(boundary.map(BoundaryIou::mean));
    }

    /** The scores of Cityscapes' categories; none for other data. */
    public List<CategoryScores> categories() {
        return byCategory()
                .map(counted -> IntStream.range(0, counted.classes())
                        .mapToObj(index -> new CategoryScores(
                                Cityscapes.CATEGORIES.get(index),
                                counted.iou(index),
                                score(instances.map(score -> score.ofCategory(index, counted)))))
                        .toList())
                .orElse(List.of());
    }

    /** Mean IoU of Cityscapes' categories; empty for other data. */
    public OptionalDouble meanCategoryIou() {
        return score(byCategory().map(ConfusionMatrix::meanIou));
    }

    /** Mean instance-level IoU of the classes with instances; empty if it was not computed. */
    public OptionalDouble meanInstanceIou() {
        return score(instances.map(score -> score.meanOfClasses(counts)));
    }

    /** Mean instance-level IoU of the categories with instances; empty if it was not computed. */
    public OptionalDouble meanCategoryInstanceIou() {
        return score(instances.flatMap(score -> byCategory().map(score::meanOfCategories)));
    }

    private Optional<ConfusionMatrix> byCategory() {
        return protocol == ScoringProtocol.CITYSCAPES
                ? Optional.of(counts.byCategory(Cityscapes.categoryOfClasses()))
                : Optional.empty();
    }

    private static OptionalDouble score(Optional<OptionalDouble> score) {
        return score.orElse(OptionalDouble.empty());
    }
}
