package org.espalier.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.label.LabelSet;

/**
 * Statistics over all pixels of a split.
 *
 * @param classes a count for each class, in the order of the class numbers
 * @param ignored pixels without a class
 * @param mean of red, green and blue, 0..255
 * @param deviation standard deviation of red, green and blue, 0..255
 */
public record SplitStatistics(List<ClassCount> classes, long ignored, List<Double> mean, List<Double> deviation) {

    /**
     * Frequency of one class.
     *
     * @param name name of the class
     * @param pixels of the class
     * @param images that contain it
     * @param pixelsOfImages all pixels, with or without a class, of the images that contain it
     */
    public record ClassCount(String name, long pixels, int images, long pixelsOfImages) {

        /** The share of the class in the images that contain it; 0 if none does. */
        public double frequency() {
            return pixels == 0 ? 0 : (double) pixels / pixelsOfImages;
        }
    }

    /** Counts all samples of a split. */
    public static SplitStatistics of(Split split) {
        Counter counter = new Counter(split.labels());
        for (int i = 0; i < split.size(); i++) {
            counter.count(split.sample(i));
        }
        return counter.result();
    }

    /** Counts the given samples, at least one, of a set of classes. */
    public static SplitStatistics of(LabelSet labels, Iterable<Sample> samples) {
        Counter counter = new Counter(labels);
        samples.forEach(counter::count);
        return counter.result();
    }

    /**
     * Class weights by median frequency (Eigen and Fergus: Predicting depth, surface normals and semantic labels,
     * 2015): the median of the frequencies of the classes that occur, divided by the frequency of the class. A class
     * that does not occur gets 1.
     */
    public double[] medianFrequencyWeights() {
        double[] present = classes.stream()
                .mapToDouble(ClassCount::frequency)
                .filter(frequency -> frequency > 0)
                .sorted()
                .toArray();
        if (present.length == 0) {
            return classes.stream().mapToDouble(one -> 1).toArray();
        }
        double median = (present[(present.length - 1) / 2] + present[present.length / 2]) / 2;
        return classes.stream()
                .mapToDouble(ClassCount::frequency)
                .map(frequency -> frequency > 0 ? median / frequency : 1)
                .toArray();
    }

    /** Running sums. */
    private static final class Counter {

        private final LabelSet labels;
        private final long[] pixels = new long[256];
        private final int[] images = new int[256];
        private final long[] pixelsOfImages = new long[256];
        private final long[] sums = new long[3];
        private final long[] squares = new long[3];
        private long allPixels;

        Counter(LabelSet labels) {
            this.labels = labels;
        }

        void count(Sample sample) {
            long[] histogram = sample.mask().histogram();
            for (int value = 0; value < histogram.length; value++) {
                if (histogram[value] > 0) {
                    pixels[value] += histogram[value];
                    images[value]++;
                    pixelsOfImages[value] += sample.size().pixels();
                }
            }
            for (int i = 0; i < sample.rgb().length; i++) {
                int value = sample.rgb()[i] & 0xFF;
                sums[i % 3] += value;
                squares[i % 3] += (long) value * value;
            }
            allPixels += sample.size().pixels();
        }

        SplitStatistics result() {
            List<ClassCount> counts = IntStream.range(0, labels.size())
                    .mapToObj(c -> new ClassCount(labels.name(c), pixels[c], images[c], pixelsOfImages[c]))
                    .toList();
            double[] mean = Arrays.stream(sums)
                    .mapToDouble(sum -> (double) sum / allPixels)
                    .toArray();
            List<Double> deviation = IntStream.range(0, 3)
                    .mapToObj(c -> Math.sqrt((double) squares[c] / allPixels - mean[c] * mean[c]))
                    .toList();
            return new SplitStatistics(
                    counts, pixels[LabelSet.IGNORE], Arrays.stream(mean).boxed().toList(), deviation);
        }
    }
}
