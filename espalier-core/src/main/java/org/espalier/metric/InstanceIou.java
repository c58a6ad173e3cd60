package org.espalier.metric;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.espalier.label.InstanceMap;
import org.espalier.label.Mask;
import org.espalier.metric.Cityscapes.Things;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * Instance-level IoU of Cityscapes (iIoU), as its evaluation script computes it: true positives and false negatives of
 * an instance are multiplied by the average size of its class over the instance's own size, so that large instances do
 * not dominate the score. False positives are counted as in the IoU.
 *
 * <p>An instance id is {@code 1000 * label id + number}. Ids up to 1000 are not single instances (groups, and classes
 * without instances): they add neither true positives nor false negatives. Not thread-safe.
 */
public final class InstanceIou {

    private static final int IDS_PER_LABEL = 1000;

    private final WeightedCounts classes =
            new WeightedCounts(Cityscapes.categoryOfClasses().size());
    private final WeightedCounts categories = new WeightedCounts(Cityscapes.CATEGORIES.size());

    /** Sums over instances of pixels times weight. */
    private record WeightedCounts(double[] hits, double[] misses) {

        WeightedCounts(int size) {
            this(new double[size], new double[size]);
        }

        void add(int index, long right, long size, double weight) {
            hits[index] += right * weight;
            misses[index] += (size - right) * weight;
        }

        OptionalDouble iou(int index, ConfusionMatrix counts) {
            long falsePositives = counts.predictedPixels(index) - counts.count(index, index);
            return Ratio.of(hits[index], hits[index] + falsePositives + misses[index]);
        }
    }

    /**
     * Counts one image.
     *
     * @param instances as the data set's files of instance ids hold them
     * @param prediction class numbers of Cityscapes, 0..18 or {@code IGNORE}
     * @throws IllegalArgumentException if the sizes differ, or an id is not of a class with instances; nothing is
     *     counted then
     */
    public void add(InstanceMap instances, Mask prediction) {
        if (instances.height() != prediction.height() || instances.width() != prediction.width()) {
            throw new IllegalArgumentException(
                    Text.format("instances %s and prediction %s differ in size", instances, prediction));
        }
        Map<Integer, int[]> guesses = guesses(instances.ids(), prediction.classes());
        guesses.keySet().forEach(InstanceIou::things);
        guesses.forEach((id, guess) -> {
            Things things = things(id);
            if (things.index() != Cityscapes.NOT_EVALUATED) {
                add(things, guess);
            }
        });
    }

    /**
     * The iIoU of a class, 0..1; empty if it is no class with instances, or has neither an instance nor a false
     * positive.
     *
     * @param counts of the same images
     */
    public OptionalDouble ofClass(int index, ConfusionMatrix counts) {
        return Cityscapes.hasInstances(index) ? classes.iou(index, counts) : OptionalDouble.empty();
    }

    /** The mean over the classes that have one; empty if none has. */
    public OptionalDouble meanOfClasses(ConfusionMatrix counts) {
        return Ratio.mean(IntStream.range(0, counts.classes()).mapToObj(index -> ofClass(index, counts)));
    }

    /**
     * The iIoU of a category, 0..1; empty if one of its classes has no instances, or if it has neither an instance nor
     * a false positive. Only human and vehicle have one.
     *
     * @param counts of the same images, {@linkplain ConfusionMatrix#byCategory by category}
     */
    public OptionalDouble ofCategory(int category, ConfusionMatrix counts) {
        boolean countable = Cityscapes.classesOf(category).allMatch(Cityscapes::hasInstances);
        return countable ? categories.iou(category, counts) : OptionalDouble.empty();
    }

    /** The mean over the categories that have one; empty if none has. */
    public OptionalDouble meanOfCategories(ConfusionMatrix counts) {
        return Ratio.mean(IntStream.range(0, counts.classes()).mapToObj(index -> ofCategory(index, counts)));
    }

    private void add(Things things, int[] guess) {
        int category = Cityscapes.categoryOfClasses().get(things.index());
        long size = IntStream.of(guess).sum();
        long ofCategory =
                Cityscapes.classesOf(category).map(index -> guess[index]).sum();
        double weight = things.averageSize() / size;
        classes.add(things.index(), guess[things.index()], size, weight);
        categories.add(category, ofCategory, size, weight);
    }

    /** For every instance, by rising id, how many of its pixels were predicted as which class. */
    private static Map<Integer, int[]> guesses(int[] instances, byte[] prediction) {
        Map<Integer, int[]> guesses = new TreeMap<>();
        int[] ofLast = {};
        int last = 0;
        for (int pixel = 0; pixel < instances.length; pixel++) {
            int id = instances[pixel];
            if (id > IDS_PER_LABEL) {
                if (id != last) {
                    ofLast = guesses.computeIfAbsent(id, any -> new int[PairCounts.VALUES]);
                    last = id;
                }
                ofLast[prediction[pixel] & 0xFF]++;
            }
        }
        return guesses;
    }

    private static Things things(int id) {
        @Nullable Things things = Cityscapes.things().get(id / IDS_PER_LABEL);
        if (things == null) {
            throw new IllegalArgumentException(
                    Text.format("instance id %d: label id %d is no class with instances", id, id / IDS_PER_LABEL));
        }
        return things;
    }
}
