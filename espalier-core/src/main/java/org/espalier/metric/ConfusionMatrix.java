package org.espalier.metric;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.espalier.text.Text;

/**
 * Pixels counted by true and predicted class over a whole set of images. Intersections and unions are summed over the
 * set before any division, as the scripts of CamVid, VOC, Cityscapes and ADE20K do; pixels whose truth is
 * {@link LabelSet#IGNORE} are not counted.
 *
 * <p>A prediction of {@code IGNORE} where the truth has a class is a false negative of that class and a false positive
 * of none, so that leaving pixels out never improves a score. A score is empty ("n/a") where it would be a division by
 * zero; means are over the classes that have one. Not thread-safe: use one matrix per thread and {@link #merge}.
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
     * Counts pixels given as class numbers in the same order, of one image or of many, on all processors.
     *
     * @throws IllegalArgumentException if the lengths differ, or a class number is neither below the number of classes
     *     nor {@code IGNORE}; nothing is counted then
     */
    public void add(byte[] truth, byte[] prediction) {
        if (truth.length != prediction.length) {
            throw new IllegalArgumentException(
                    Text.format("%d true and %d predicted pixels", truth.length, prediction.length));
        }
        long[] pairs = PairCounts.of(truth, prediction);
        requireKnown(pairs);
        for (int row = 0; row < classes; row++) {
            int pair = row * PairCounts.VALUES;
            for (int column = 0; column < classes; column++) {
                counts[at(row, column)] += pairs[pair + column];
            }
            counts[at(row, classes)] += pairs[pair + LabelSet.IGNORE];
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

    /**
     * The matrix of categories: classes of one category are counted as one class.
     *
     * @param categoryOf the category of every class, numbered from 0 without a gap
     */
    public ConfusionMatrix byCategory(List<Integer> categoryOf) {
        if (categoryOf.size() != classes) {
            throw new IllegalArgumentException(
                    Text.format("categories of %d classes, for a matrix of %d", categoryOf.size(), classes));
        }
        ConfusionMatrix result = new ConfusionMatrix(Collections.max(categoryOf) + 1);
        for (int row = 0; row < classes; row++) {
            for (int column = 0; column < classes; column++) {
                result.counts[result.at(categoryOf.get(row), categoryOf.get(column))] += counts[at(row, column)];
            }
            result.counts[result.at(categoryOf.get(row), result.classes)] += unpredicted(row);
        }
        return result;
    }

    /** The number of classes. */
    public int classes() {
        return classes;
    }

    /** Pixels of class {@code truth} that were predicted as {@code prediction}. */
    public long count(int truth, int prediction) {
        return counts[at(requireClass(truth), requireClass(prediction))];
    }

    /** Pixels of the class that were predicted as {@code IGNORE}. */
    public long unpredicted(int truth) {
        return counts[at(requireClass(truth), classes)];
    }

    /** Pixels of the class in the truth. */
    public long truePixels(int index) {
        return unpredicted(index)
                + IntStream.range(0, classes)
                        .mapToLong(other -> count(index, other))
                        .sum();
    }

    /** Pixels predicted as the class where the truth has a class. */
    public long predictedPixels(int index) {
        return IntStream.range(0, classes)
                .mapToLong(other -> count(other, index))
                .sum();
    }

    /** All pixels counted: those whose truth is not {@code IGNORE}. */
    public long pixels() {
        return Arrays.stream(counts).sum();
    }

    /**
     * Intersection over union of one class, 0..1; empty if it occurs neither in the truth nor in the predictions.
     */
    public OptionalDouble iou(int index) {
        long hits = count(index, index);
        return Ratio.of(hits, truePixels(index) + predictedPixels(index) - hits);
    }

    /** The plain mean of the IoU over the classes that have one; empty if none has. */
    public OptionalDouble meanIou() {
        return mean(this::iou);
    }

    /**
     * Dice coefficient (F1 score) of one class, 0..1: twice the intersection over the sum of true and predicted pixels;
     * empty if the class occurs in neither.
     */
    public OptionalDouble dice(int index) {
        return Ratio.of(2 * count(index, index), truePixels(index) + predictedPixels(index));
    }

    /** The plain mean of the Dice coefficients over the classes that have one; empty if none has. */
    public OptionalDouble meanDice() {
        return mean(this::dice);
    }

    /** The share of a class's true pixels that were predicted as it, 0..1; empty if it does not occur in the truth. */
    public OptionalDouble accuracy(int index) {
        return Ratio.of(count(index, index), truePixels(index));
    }

    /** The plain mean of the accuracies over the classes that occur in the truth; empty if none does. */
    public OptionalDouble meanAccuracy() {
        return mean(this::accuracy);
    }

    /** The share of pixels with the right class, 0..1; empty if no pixel was counted. */
    public OptionalDouble pixelAccuracy() {
        return Ratio.of(IntStream.range(0, classes).mapToLong(c -> count(c, c)).sum(), pixels());
    }

    /** The mean of the IoU, each class weighted by its true pixels; empty if no pixel was counted. */
    public OptionalDouble frequencyWeightedIou() {
        double sum = 0;
        for (int index = 0; index < classes; index++) {
            sum += truePixels(index) * iou(index).orElse(0);
        }
        return Ratio.of(sum, pixels());
    }

    private OptionalDouble mean(IntFunction<OptionalDouble> score) {
        return Ratio.mean(IntStream.range(0, classes).mapToObj(score));
    }

    private int at(int row, int column) {
        return row * (classes + 1) + column;
    }

    private int requireClass(int index) {
        if (index < 0 || index >= classes) {
            throw new IndexOutOfBoundsException(Text.format("class %d of %d", index, classes));
        }
        return index;
    }

    private void requireKnown(long[] pairs) {
        for (int pair = 0; pair < pairs.length; pair++) {
            if (pairs[pair] > 0) {
                requireKnown("truth", pair / PairCounts.VALUES);
                requireKnown("prediction", pair % PairCounts.VALUES);
            }
        }
    }

    private void requireKnown(String side, int number) {
        if (number >= classes && number != LabelSet.IGNORE) {
            throw new IllegalArgumentException(Text.format(
                    "class number %d in the %s: allowed 0..%d and %d (ignore)",
                    number, side, classes - 1, LabelSet.IGNORE));
        }
    }
}
