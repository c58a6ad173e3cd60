package org.espalier.engine.loss;

import java.util.Arrays;
import java.util.List;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * Number of pixels of each class in a batch, ignored pixels excluded.
 * @param perClass pixels by class number
 */
record PixelCounts(double[] perClass) {

    /**
     * Counts the pixels.
     * @throws BadData if a label is neither a class nor the ignored value
     */
    static PixelCounts of(byte[] labels, int classes, int ignore) {
        long[] byValue = new long[256];
        for (byte label : labels) {
            byValue[label & 0xFF]++;
        }
        for (int value = classes; value < byValue.length; value++) {
            if (byValue[value] > 0 && value != ignore) {
                throw new BadData(Text.format(
                        "labels: value %d in %d pixels; allowed: 0 to %d, and %d for ignored pixels",
                        value, byValue[value], classes - 1, ignore));
            }
        }
        double[] perClass = new double[classes];
        Arrays.setAll(perClass, c -> c == ignore ? 0 : byValue[c]);
        return new PixelCounts(perClass);
    }

    double total() {
        return Arrays.stream(perClass).sum();
    }

    /** The sum over pixels of the weight of their class; the number of pixels if there are no weights. */
    double weighted(List<Double> weights) {
        double sum = 0;
        for (int c = 0; c < perClass.length; c++) {
            sum += perClass[c] * (weights.isEmpty() ? 1 : weights.get(c));
        }
        return sum;
    }

    /** Pixels by class number, but 1 for absent classes, for use as a divisor. */
    double[] perClassAtLeastOne() {
        return Arrays.stream(perClass).map(pixels -> Math.max(1, pixels)).toArray();
    }

    /** 1 / (number of classes present) for each class that is present, 0 for others. */
    double[] shareOfPresentClasses() {
        long present = Arrays.stream(perClass).filter(pixels -> pixels > 0).count();
        return Arrays.stream(perClass)
                .map(pixels -> pixels > 0 ? 1.0 / present : 0)
                .toArray();
    }
}
