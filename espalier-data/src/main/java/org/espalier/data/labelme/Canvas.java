package org.espalier.data.labelme;

import java.util.Arrays;
import java.util.List;
import org.espalier.data.DataSize;
import org.espalier.label.Mask;

/**
 * Areas filled with class numbers. A pixel belongs to an area if its centre lies in it: pixel (0, 0) has its centre at
 * (0.5, 0.5). A polygon that crosses itself has holes where it overlaps (even-odd rule).
 */
final class Canvas {

    private final DataSize size;
    private final byte[] classes;

    /** @param classes what is below the areas; changed in place */
    Canvas(DataSize size, byte[] classes) {
        this.size = size;
        this.classes = classes;
    }

    Mask mask() {
        return new Mask(size.height(), size.width(), classes);
    }

    void polygon(List<List<Double>> points, int number) {
        for (int y = 0; y < size.height(); y++) {
            double[] crossings = crossings(points, y + 0.5);
            for (int i = 0; i + 1 < crossings.length; i += 2) {
                fill(y, crossings[i], crossings[i + 1], number);
            }
        }
    }

    /** The points are two opposite corners. */
    void rectangle(List<List<Double>> points, int number) {
        double left = points.get(0).get(0);
        double top = points.get(0).get(1);
        double right = points.get(1).get(0);
        double bottom = points.get(1).get(1);
        polygon(
                List.of(List.of(left, top), List.of(right, top), List.of(right, bottom), List.of(left, bottom)),
                number);
    }

    /** The points are the centre and one point of the line. */
    void circle(List<List<Double>> points, int number) {
        double x = points.get(0).get(0);
        double y = points.get(0).get(1);
        double radius = Math.hypot(points.get(1).get(0) - x, points.get(1).get(1) - y);
        for (int row = 0; row < size.height(); row++) {
            double distance = row + 0.5 - y;
            if (Math.abs(distance) < radius) {
                double half = Math.sqrt(radius * radius - distance * distance);
                fill(row, x - half, x + half, number);
            }
        }
    }

    /** The first point is the left upper pixel; pixels of the stamp other than 0 are of the class. */
    void stamp(List<List<Double>> points, Mask stamp, int number) {
        int left = points.get(0).get(0).intValue();
        int top = points.get(0).get(1).intValue();
        for (int y = 0; y < stamp.height(); y++) {
            for (int x = 0; x < stamp.width(); x++) {
                boolean inside = top + y >= 0 && top + y < size.height() && left + x >= 0 && left + x < size.width();
                if (inside && stamp.at(y, x) != 0) {
                    classes[(top + y) * size.width() + left + x] = (byte) number;
                }
            }
        }
    }

    /** Where the outline crosses a row, from left to right. */
    private static double[] crossings(List<List<Double>> points, double y) {
        double[] crossings = new double[points.size()];
        int count = 0;
        for (int i = 0; i < points.size(); i++) {
            List<Double> from = points.get(i);
            List<Double> to = points.get((i + 1) % points.size());
            if (from.get(1) <= y != to.get(1) <= y) {
                double share = (y - from.get(1)) / (to.get(1) - from.get(1));
                crossings[count++] = from.get(0) + share * (to.get(0) - from.get(0));
            }
        }
        double[] sorted = Arrays.copyOf(crossings, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Fills the pixels of a row whose centres lie from {@code left} to {@code right}. */
    private void fill(int y, double left, double right, int number) {
        int from = (int) Math.max(0, Math.ceil(left - 0.5));
        int to = (int) Math.min(size.width(), Math.ceil(right - 0.5));
        if (from < to) {
            Arrays.fill(classes, y * size.width() + from, y * size.width() + to, (byte) number);
        }
    }
}
