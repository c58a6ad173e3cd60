package org.espalier.drawing.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.espalier.drawing.Font;
import org.espalier.drawing.Paint;
import org.espalier.drawing.Palette;
import org.espalier.drawing.Point;
import org.espalier.drawing.Sheet;
import org.espalier.drawing.Svg;
import org.espalier.drawing.Track;
import org.espalier.problem.Allowed;
import org.espalier.text.Text;

/**
 * A drawing of accuracy against latency: one dot per network; those on the Pareto front are filled and joined. A
 * network is on the front if no other one is both faster and better.
 *
 * @param networks one or more
 * @param title headline
 */
public record ParetoDrawing(List<Found> networks, String title) {

    private static final double WIDTH = 620;
    private static final double HEIGHT = 340;
    private static final double DOT = 6;

    private static final Font LABEL = Font.regular(12, Palette.INK);

    /** A network that was found under a budget. */
    public record Found(double budgetMillis, double predictedMillis, double miou) {}

    public ParetoDrawing {
        networks = List.copyOf(networks);
        Allowed.notEmpty("networks", networks);
    }

    /** A drawing. */
    public static ParetoDrawing of(List<Found> networks) {
        return new ParetoDrawing(networks, "Accuracy against latency");
    }

    /** The networks of the Pareto front, fastest first. */
    public List<Found> front() {
        return networks.stream()
                .filter(one -> networks.stream()
                        .noneMatch(other -> other.predictedMillis <= one.predictedMillis
                                && other.miou >= one.miou
                                && (other.predictedMillis < one.predictedMillis || other.miou > one.miou)))
                .sorted(Comparator.comparingDouble(Found::predictedMillis))
                .toList();
    }

    /** The drawing as an SVG document, the same text for the same input. */
    public String svg() {
        Sheet sheet = new Sheet(title, Optional.empty());
        sheet.section(
                "Networks",
                "one for each budget; the front is joined",
                ChartFrame.LEFT + WIDTH,
                HEIGHT + ChartFrame.BELOW,
                (svg, corner) -> draw(svg, corner.plus(ChartFrame.LEFT, 0)));
        return sheet.document(Text.format("%d networks, %d of them on the front.", networks.size(), front().size()));
    }

    private void draw(Svg svg, Point corner) {
        Axis latency = Axis.around(
                networks.stream().mapToDouble(Found::predictedMillis).toArray());
        Axis miou = Axis.around(networks.stream().mapToDouble(Found::miou).toArray());
        ChartFrame frame = new ChartFrame(latency, miou, corner, WIDTH, HEIGHT);
        frame.draw(svg, "latency by the table, ms", "mIoU");
        List<Found> front = front();
        for (int index = 1; index < front.size(); index++) {
            Track step = Track.from(place(frame, front.get(index - 1))).lineTo(place(frame, front.get(index)));
            svg.path(step, Paint.line(Palette.STEM, 2));
        }
        for (Found one : networks) {
            Point at = place(frame, one);
            boolean isFront = front.contains(one);
            svg.circle(
                    at, DOT, Paint.fill(isFront ? Palette.STEM : Palette.WHITE).outlined(Palette.STEM, 2));
            svg.text(at.plus(0, -12), "≤ " + number(one.budgetMillis) + " ms", LABEL.centred());
        }
    }

    private static Point place(ChartFrame frame, Found one) {
        return frame.place(one.predictedMillis, one.miou);
    }

    /** With at most four significant digits. */
    private static String number(double value) {
        return BigDecimal.valueOf(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
