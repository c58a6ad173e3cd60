package org.espalier.drawing.chart;

import java.util.List;

/**
 * Measured values against what was changed; axes begin at zero.
 *
 * @param heading what was changed
 * @param explanation a few words more
 * @param across name of the horizontal axis
 * @param up name of the vertical axis, with its unit
 * @param lines one or more
 */
public record LineChart(String heading, String explanation, String across, String up, List<Line> lines) {

    /**
     * Values that belong together.
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
            throw new IllegalArgumentException("a chart of no values: " + heading);
        }
    }
}
