package org.espalier.loss;

import java.util.Arrays;
import java.util.List;

/** Class weights from how often the classes occur. */
public final class ClassWeights {

    private ClassWeights() {}

    /**
     * Median frequency balancing (Eigen and Fergus, ICCV 2015, section 6.3.2): weight c is the median of all frequencies over the frequency
     * of c, the frequency being the pixels of c over the pixels of all pictures in which c occurs. A class that never occurs weighs 0 and
     * does not enter the median.
     *
     * @param pixels pixels of each class
     * @param pixelsOfPictures pixels, ignored ones left out, of all pictures in which the class occurs
     * @throws IllegalArgumentException if the lengths differ or no class occurs
     */
    public static List<Double> medianFrequency(long[] pixels, long[] pixelsOfPictures) {
        if (pixels.length != pixelsOfPictures.length) {
            throw new IllegalArgumentException(
                    "pixels of %d classes but pictures of %d".formatted(pixels.length, pixelsOfPictures.length));
        }
        double[] frequencies = new double[pixels.length];
        Arrays.setAll(frequencies, c -> pixels[c] == 0 ? 0 : (double) pixels[c] / pixelsOfPictures[c]);
        double median =
                median(Arrays.stream(frequencies).filter(f -> f > 0).sorted().toArray());
        return Arrays.stream(frequencies)
                .map(f -> f == 0 ? 0 : median / f)
                .boxed()
                .toList();
    }

    private static double median(double[] sorted) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no class occurs: every pixel count is 0");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
