package org.espalier.drawing.chart;

import java.util.List;

/**
 * Measured values over the quantity that was varied; axes start at zero.
 *
 * @param heading the quantity that was varied
 * @param explanation short text after the heading
 * @param across name of the horizontal axis
 * @param up name of the vertical axis, with its unit
 * @param lines one or more
 */
public record LineChart(String heading, String explanation, String across, String up, List<Line> lines) {

    /**
     * One line of the chart.
     *
     * @param name as in the legend
     * @param dots in the order of {@code x}
     */
    public record Line(String name, List<Dot> dots) {

        public Line {
            dots = List.copyOf(dots);
        }
    }

    /** One value. */
    public record Dot(double x, double y) {}

    public LineChart {
        lines = List.copyOf(lines);
        if (lines.stream().allMatch(line -> line.dots().isEmpty())) {
            throw new IllegalArgumentException("the chart has no values: " + heading);
        }
    }
}
