package org.espalier.drawing.chart;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.text.Text;

/**
 * An axis between two round numbers.
 *
 * @param from first value, a whole number of steps
 * @param step between two marks; 1, 2 or 5 times a power of ten
 * @param steps number of steps
 */
record Axis(double from, double step, int steps) {

    private static final int MOST_STEPS = 6;

    /** The axis from zero for values up to {@code largest}. */
    static Axis to(double largest) {
        return between(0, largest > 0 ? largest : 1);
    }

    /** The axis for values of one sign that may be close together, with some room at both ends. */
    static Axis around(double[] values) {
        double least = Arrays.stream(values).min().orElseThrow();
        double most = Arrays.stream(values).max().orElseThrow();
        double room = most > least ? 0.15 * (most - least) : Math.max(0.1 * Math.abs(most), 1e-3);
        return between(Math.max(0, least - room), most + room);
    }

    private static Axis between(double least, double most) {
        double power = Math.pow(10, Math.floor(Math.log10(most - least)) - 1);
        for (double factor : List.of(1.0, 2.0, 5.0, 10.0, 20.0)) {
            Axis axis = of(least, most, factor * power);
            if (axis.steps <= MOST_STEPS) {
                return axis;
            }
        }
        return of(least, most, 50 * power);
    }

    private static Axis of(double least, double most, double step) {
        double first = Math.floor(least / step);
        return new Axis(first * step, step, Math.max(1, (int) (Math.ceil(most / step) - first)));
    }

    /** Position of a value on the axis: 0 at the start, 1 at the end. */
    double share(double value) {
        return (value - from) / (step * steps);
    }

    /** The values at the marks. */
    List<Double> marks() {
        return IntStream.rangeClosed(0, steps)
                .mapToObj(mark -> from + mark * step)
                .toList();
    }

    /** A mark's value as text: as many decimals as the step needs. */
    String text(double value) {
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        return Text.rounded(value, decimals);
    }
}
