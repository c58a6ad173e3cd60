package org.espalier.evaluation;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.espalier.label.LabelSet;
import org.espalier.metric.ConfusionMatrix;

/**
 * How good predictions are. Ignored pixels count nowhere; a class that is neither among the labels nor predicted has no IoU.
 *
 * @param miou mean IoU over the classes that have one, 0 to 1; NaN if none has
 * @param pixelAccuracy share of the pixels with the right class, 0 to 1
 * @param images number of images
 * @param seconds of prediction
 * @param classes in the order of the class numbers
 */
public record Evaluation(double miou, double pixelAccuracy, int images, double seconds, List<ClassIou> classes) {

    /** Intersection over union of one class, over all images together. */
    public record ClassIou(String name, OptionalDouble iou) {}

    public Evaluation {
        classes = List.copyOf(classes);
    }

    /** What counts over a set of images come to. */
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
