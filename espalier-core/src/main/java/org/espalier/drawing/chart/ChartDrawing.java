package org.espalier.drawing.chart;

import java.util.List;
import java.util.Optional;
import org.espalier.drawing.Font;
import org.espalier.drawing.Paint;
import org.espalier.drawing.Point;
import org.espalier.drawing.Sheet;
import org.espalier.drawing.Svg;
import org.espalier.drawing.Track;

/** Draws charts, two in a row, one page for all. The same charts give the same bytes. */
public final class ChartDrawing {

    private static final double WIDTH = 340;
    private static final double HEIGHT = 200;
    private static final double BETWEEN = 40;
    private static final List<String> COLORS = List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7");

    private ChartDrawing() {}

    /**
     * A page of rows.
     *
     * @param figures a line below the headline
     * @param rows charts side by side; the first one's heading is the heading of the row
     */
    public static String svg(String title, String figures, List<List<LineChart>> rows) {
        Sheet sheet = new Sheet(title, Optional.of(figures));
        for (List<LineChart> row : rows) {
            double wide = row.size() * (ChartFrame.LEFT + WIDTH) + (row.size() - 1) * BETWEEN;
            LineChart first = row.getFirst();
            sheet.section(first.heading(), first.explanation(), wide, HEIGHT + ChartFrame.BELOW, (svg, corner) -> {
                for (int place = 0; place < row.size(); place++) {
                    draw(
                            svg,
                            corner.plus(place * (ChartFrame.LEFT + WIDTH + BETWEEN) + ChartFrame.LEFT, 0),
                            row.get(place));
                }
            });
        }
        return sheet.document(title + ". " + figures);
    }

    private static void draw(Svg svg, Point corner, LineChart chart) {
        List<LineChart.Dot> dots =
                chart.lines().stream().flatMap(line -> line.dots().stream()).toList();
        Axis across = Axis.to(dots.stream().mapToDouble(LineChart.Dot::x).max().orElseThrow());
        Axis up = Axis.to(dots.stream().mapToDouble(LineChart.Dot::y).max().orElseThrow());
        ChartFrame frame = new ChartFrame(across, up, corner, WIDTH, HEIGHT);
        frame.draw(svg, chart.across(), chart.up());
        for (int number = 0; number < chart.lines().size(); number++) {
            LineChart.Line line = chart.lines().get(number);
            String color = COLORS.get(number % COLORS.size());
            List<Point> points = line.dots().stream()
                    .map(dot -> frame.place(dot.x(), dot.y()))
                    .toList();
            Track track = Track.from(points.getFirst());
            for (Point point : points) {
                track = track.lineTo(point);
            }
            svg.path(track, Paint.line(color, 2));
            svg.group(line.name(), () -> points.forEach(point -> svg.circle(point, 3.5, Paint.fill(color))));
            Point last = points.getLast();
            svg.text(last.plus(-6, -8), line.name(), Font.semibold(11.5, color).rightAligned());
        }
    }
}
