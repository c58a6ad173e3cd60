package org.espalier.evaluation;

import java.util.OptionalDouble;
import org.espalier.metric.ConfusionMatrix;

/**
 * The rules by which a data set's authors score segmentations. All sum intersections and unions over all images before
 * they divide, and leave out pixels whose label is ignored, whatever is predicted there.
 */
public enum ScoringProtocol {

    /** Data sets without an official script. */
    GENERAL("IoU over all images together; pixels without a label do not count", false),

    /** CamVid in the form of the SegNet authors. */
    CAMVID(
            "CamVid as its SegNet authors score it: 11 classes over all images together, void pixels do not count",
            false),

    /** PASCAL VOC 2012, {@code VOCevalseg}. */
    VOC(
            "PASCAL VOC as its development kit scores it: background and 20 classes over all images together, pixels"
                    + " labelled 255 do not count",
            false),

    /** Cityscapes, {@code evalPixelLevelSemanticLabeling}. */
    CITYSCAPES(
            "Cityscapes as its official script scores it: 19 classes and 7 categories over all images together, pixels"
                    + " of ignored labels do not count",
            false),

    /** ADE20K scene parsing, {@code intersectionAndUnion} and {@code demoEvaluation}. */
    ADE20K(
            "ADE20K as its official script scores it: 150 classes over all images together, the prediction is removed"
                    + " where nothing is annotated",
            true);

    private final String words;
    private final boolean absentIsZero;

    ScoringProtocol(String words, boolean absentIsZero) {
        this.words = words;
        this.absentIsZero = absentIsZero;
    }

    /**
     * The protocol of a data set.
     *
     * @param data its short name, for example {@code cityscapes:/data/cityscapes}
     */
    public static ScoringProtocol ofData(String data) {
        int colon = data.indexOf(':');
        return switch (colon < 0 ? data : data.substring(0, colon)) {
            case "camvid" -> CAMVID;
            case "voc" -> VOC;
            case "cityscapes" -> CITYSCAPES;
            case "ade20k" -> ADE20K;
            default -> GENERAL;
        };
    }

    /** The rules in words. */
    public String words() {
        return words;
    }

    /** How a class that occurs neither in labels nor in predictions counts, in words. */
    public String absentInWords() {
        return absentIsZero
                ? "a class that occurs neither in labels nor in predictions has no score (n/a), and counts as 0 in"
                        + " mIoU, as in the official script; other means leave it out"
                : "a class that occurs neither in labels nor in predictions has no score (n/a), and means leave it out";
    }

    /** The mean IoU; empty if no pixel was counted. */
    public OptionalDouble meanIou(ConfusionMatrix counts) {
        OptionalDouble mean = counts.meanIou();
        if (!absentIsZero || mean.isEmpty()) {
            return mean;
        }
        double sum = 0;
        for (int index = 0; index < counts.classes(); index++) {
            sum += counts.iou(index).orElse(0);
        }
        return OptionalDouble.of(sum / counts.classes());
    }
}
