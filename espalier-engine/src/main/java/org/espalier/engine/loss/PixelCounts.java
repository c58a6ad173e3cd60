package org.espalier.engine.loss;

import java.util.Arrays;
import java.util.List;
import org.espalier.problem.BadData;

/**
 * How many pixels of a batch each class has; ignored pixels are left out.
 *
 * @param perClass pixels by class number
 */
record PixelCounts(double[] perClass) {

    /**
     * @throws BadData if a label is neither a class nor the ignored one
     */
    static PixelCounts of(byte[] labels, int classes, int ignore) {
        long[] byValue = new long[256];
        for (byte label : labels) {
            byValue[label & 0xFF]++;
        }
        for (int value = classes; value < byValue.length; value++) {
            if (byValue[value] > 0 && value != ignore) {
                throw new BadData("labels: value %d in %d pixels; allowed: 0 to %d, and %d for pixels that do not count"
                        .formatted(value, byValue[value], classes - 1, ignore));
            }
        }
        double[] perClass = new double[classes];
        Arrays.setAll(perClass, c -> c == ignore ? 0 : byValue[c]);
        return new PixelCounts(perClass);
    }

    double total() {
        return Arrays.stream(perClass).sum();
    }

    /** The sum over pixels of their class's weight; of no weights, the number of pixels. */
    double weighted(List<Double> weights) {
        double sum = 0;
        for (int c = 0; c < perClass.length; c++) {
            sum += perClass[c] * (weights.isEmpty() ? 1 : weights.get(c));
        }
        return sum;
    }

    /** Pixels by class number, and 1 for classes that do not occur, so that they can be divided by. */
    double[] perClassAtLeastOne() {
        return Arrays.stream(perClass).map(pixels -> Math.max(1, pixels)).toArray();
    }

    /** 1 / (number of classes that occur) for each that does, else 0. */
    double[] shareOfPresentClasses() {
        long present = Arrays.stream(perClass).filter(pixels -> pixels > 0).count();
        return Arrays.stream(perClass)
                .map(pixels -> pixels > 0 ? 1.0 / present : 0)
                .toArray();
    }
}
