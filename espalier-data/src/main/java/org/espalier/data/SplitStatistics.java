package org.espalier.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.image.Pixels;
import org.espalier.label.LabelSet;

/**
 * Statistics over all pixels of a split.
 *
 * @param classes a count for each class, in the order of the class numbers
 * @param ignored pixels without a class
 * @param mean of each channel: of red, green and blue 0..255
 * @param deviation standard deviation of each channel
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
        private double[] sums = new double[0];
        private double[] squares = new double[0];
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
            countValues(sample);
            allPixels += sample.size().pixels();
        }

        /** Sums of 8-bit values are whole numbers below 2^53 for 138 gigapixels, and so exact. */
        private void countValues(Sample sample) {
            Pixels pixels = sample.pixels();
            int channels = pixels.format().channels();
            if (sums.length == 0) {
                sums = new double[channels];
                squares = new double[channels];
            }
            for (int y = 0; y < pixels.height(); y++) {
                for (int x = 0; x < pixels.width(); x++) {
                    for (int c = 0; c < channels; c++) {
                        double value = pixels.at(y, x, c);
                        sums[c] += value;
                        squares[c] += value * value;
                    }
                }
            }
        }

        SplitStatistics result() {
            List<ClassCount> counts = IntStream.range(0, labels.size())
                    .mapToObj(c -> new ClassCount(labels.name(c), pixels[c], images[c], pixelsOfImages[c]))
                    .toList();
            double[] mean = Arrays.stream(sums).map(sum -> sum / allPixels).toArray();
            List<Double> deviation = IntStream.range(0, mean.length)
                    .mapToObj(c -> Math.sqrt(Math.max(0, squares[c] / allPixels - mean[c] * mean[c])))
                    .toList();
            return new SplitStatistics(
                    counts, pixels[LabelSet.IGNORE], Arrays.stream(mean).boxed().toList(), deviation);
        }
    }
}
