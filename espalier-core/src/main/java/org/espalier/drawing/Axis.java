package org.espalier.drawing;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * An axis from zero to a round number above all values.
 *
 * @param step between two marks; 1, 2 or 5 times a power of ten
 * @param steps how many
 */
record Axis(double step, int steps) {

    private static final int MOST_STEPS = 6;

    /** The axis for values up to {@code largest}. */
    static Axis to(double largest) {
        double power = Math.pow(10, Math.floor(Math.log10(largest > 0 ? largest : 1)) - 1);
        double step = power;
        for (double factor : List.of(1.0, 2.0, 5.0, 10.0, 20.0, 50.0)) {
            step = factor * power;
            if (Math.ceil(largest / step) <= MOST_STEPS) {
                break;
            }
        }
        return new Axis(step, Math.max(1, (int) Math.ceil(largest / step)));
    }

    /** Where a value stands, 0 at zero and 1 at the end of the axis. */
    double share(double value) {
        return value / (step * steps);
    }

    /** The values at the marks. */
    List<Double> marks() {
        return IntStream.rangeClosed(0, steps).mapToObj(mark -> mark * step).toList();
    }

    /** A mark's value as text: as many decimals as the step needs. */
    String text(double value) {
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
