package org.espalier.evaluation;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.espalier.label.LabelSet;
import org.espalier.metric.ConfusionMatrix;

/**
 * The scores of predictions. Ignored pixels do not count; a class that occurs neither in the labels nor in the
 * predictions has no IoU.
 *
 * @param miou mean IoU over the classes that have one, 0 to 1; NaN if none has
 * @param pixelAccuracy share of the pixels with the correct class, 0 to 1
 * @param images number of images
 * @param seconds prediction time
 * @param classes in the order of the class numbers
 */
public record Evaluation(double miou, double pixelAccuracy, int images, double seconds, List<ClassIou> classes) {

    /** Intersection over union of one class, accumulated over all images. */
    public record ClassIou(String name, OptionalDouble iou) {}

    public Evaluation {
        classes = List.copyOf(classes);
    }

    /** Scores from a confusion matrix. */
    public static Evaluation of(ConfusionMatrix counts, LabelSet labels, int images, double seconds) {
        return new Evaluation(
                counts.meanIou().orElse(Double.NaN),
                counts.pixelAccuracy().orElse(Double.NaN),
                images,
                seconds,
                IntStream.range(0, labels.size())
                        .mapToObj(c -> new ClassIou(labels.name(c), counts.iou(c)))
                        .toList());
    }
}
