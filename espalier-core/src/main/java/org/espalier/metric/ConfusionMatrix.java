package org.espalier.metric;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.espalier.text.Text;

/**
 * Pixels counted by true and predicted class over a whole set of images. Intersections and unions are summed over the
 * set before any division, as the scripts of CamVid, VOC and Cityscapes do; pixels whose truth is
 * {@link LabelSet#IGNORE} are not counted.
 *
 * <p>A prediction of {@code IGNORE} where the truth has a class is a false negative of that class and a false positive
 * of none, so that leaving pixels out never improves a score. Not thread-safe: use one matrix per thread and
 * {@link #merge}.
 */
public final class ConfusionMatrix {

    private final int classes;
    private final long[] counts;

    /**
     * @param classes number of classes, 1..255
     * @throws IllegalArgumentException if outside 1..255
     */
    public ConfusionMatrix(int classes) {
        if (classes < 1 || classes > LabelSet.IGNORE) {
            throw new IllegalArgumentException(
                    Text.format("a confusion matrix has 1..%d classes, got %d", LabelSet.IGNORE, classes));
        }
        this.classes = classes;
        this.counts = new long[classes * (classes + 1)];
    }

    /**
     * Counts one image.
     *
     * @throws IllegalArgumentException if the sizes differ, or a class number is neither below the number of classes
     *     nor {@code IGNORE}
     */
    public void add(Mask truth, Mask prediction) {
        if (truth.height() != prediction.height() || truth.width() != prediction.width()) {
            throw new IllegalArgumentException(
                    Text.format("truth %s and prediction %s differ in size", truth, prediction));
        }
        add(truth.classes(), prediction.classes());
    }

    /**
     * Counts pixels given as class numbers in the same order, of one image or of many.
     *
     * @throws IllegalArgumentException if the lengths differ, or a class number is neither below the number of classes
     *     nor {@code IGNORE}; nothing is counted then
     */
    public void add(byte[] truth, byte[] prediction) {
        if (truth.length != prediction.length) {
            throw new IllegalArgumentException(
                    Text.format("%d true and %d predicted pixels", truth.length, prediction.length));
        }
        requireKnown("truth", truth);
        requireKnown("prediction", prediction);
        for (int i = 0; i < truth.length; i++) {
            int row = truth[i] & 0xFF;
            if (row != LabelSet.IGNORE) {
                counts[row * (classes + 1) + Math.min(prediction[i] & 0xFF, classes)]++;
            }
        }
    }

    /**
     * Adds the counts of another matrix to this one.
     *
     * @throws IllegalArgumentException if it has another number of classes
     */
    public void merge(ConfusionMatrix other) {
        if (other.classes != classes) {
            throw new IllegalArgumentException(Text.format("cannot merge %d classes into %d", other.classes, classes));
        }
        Arrays.setAll(counts, i -> counts[i] + other.counts[i]);
    }

    /** Pixels of class {@code truth} that were predicted as {@code prediction}. */
    public long count(int truth, int prediction) {
        return counts[requireClass(truth) * (classes + 1) + requireClass(prediction)];
    }

    /** Pixels of the class that were predicted as {@code IGNORE}. */
    public long unpredicted(int truth) {
        return counts[requireClass(truth) * (classes + 1) + classes];
    }

    /** All pixels counted: those whose truth is not {@code IGNORE}. */
    public long pixels() {
        return Arrays.stream(counts).sum();
    }

    /**
     * Intersection over union of one class, 0..1; empty ("n/a") if it occurs neither in the truth nor in the
     * predictions.
     */
    public OptionalDouble iou(int index) {
        long hits = count(index, index);
        long union = unpredicted(index) - hits;
        for (int other = 0; other < classes; other++) {
            union += count(index, other) + count(other, index);
        }
        return ratio(hits, union);
    }

    /** The plain mean of the IoU over the classes that have one; empty if none has. */
    public OptionalDouble meanIou() {
        return IntStream.range(0, classes)
                .mapToObj(this::iou)
                .flatMapToDouble(OptionalDouble::stream)
                .average();
    }

    /** The share of pixels with the right class, 0..1; empty if no pixel was counted. */
    public OptionalDouble pixelAccuracy() {
        return ratio(IntStream.range(0, classes).mapToLong(c -> count(c, c)).sum(), pixels());
    }

    private static OptionalDouble ratio(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }

    private int requireClass(int index) {
        if (index < 0 || index >= classes) {
            throw new IndexOutOfBoundsException(Text.format("class %d of %d", index, classes));
        }
        return index;
    }

    private void requireKnown(String side, byte[] values) {
        for (byte value : values) {
            int number = value & 0xFF;
            if (number >= classes && number != LabelSet.IGNORE) {
                throw new IllegalArgumentException(Text.format(
                        "class number %d in the %s: allowed 0..%d and %d (ignore)",
                        number, side, classes - 1, LabelSet.IGNORE));
            }
        }
    }
}
