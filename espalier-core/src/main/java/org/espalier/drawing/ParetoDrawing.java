package org.espalier.drawing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.espalier.problem.Allowed;

/**
 * A drawing of accuracy against latency: a dot a network, those on the front filled and joined. On the front is whatever no other network is both faster
 * and better than.
 *
 * @param networks one or more
 * @param title headline
 */
public record ParetoDrawing(List<Found> networks, String title) {

    private static final double WIDTH = 620;
    private static final double HEIGHT = 340;
    private static final double LEFT = 70;
    private static final double BELOW = 52;
    private static final double DOT = 6;

    private static final Font TICK = Font.regular(12, Palette.MUTED);
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

    /** The networks that no other is both faster and better than, the fastest first. */
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
                LEFT + WIDTH,
                HEIGHT + BELOW,
                (svg, corner) -> draw(svg, corner.plus(LEFT, 0)));
        return sheet.document("%d networks, %d of them on the front.".formatted(networks.size(), front().size()));
    }

    private void draw(Svg svg, Point corner) {
        Axis latency = Axis.around(
                networks.stream().mapToDouble(Found::predictedMillis).toArray());
        Axis miou = Axis.around(networks.stream().mapToDouble(Found::miou).toArray());
        for (double tick : miou.marks()) {
            double y = (1 - miou.share(tick)) * HEIGHT;
            svg.path(Track.from(corner.plus(0, y)).lineTo(corner.plus(WIDTH, y)), Paint.line(Palette.HAIRLINE, 1));
            svg.text(corner.plus(-12, y + 4), miou.text(tick), TICK.rightAligned());
        }
        for (double tick : latency.marks()) {
            svg.text(corner.plus(latency.share(tick) * WIDTH, HEIGHT + 22), latency.text(tick), TICK.centred());
        }
        svg.text(corner.plus(WIDTH / 2, HEIGHT + 46), "latency by the table, ms", LABEL.centred());
        svg.text(corner.plus(-LEFT, -12), "mIoU", LABEL);
        List<Found> front = front();
        for (int index = 1; index < front.size(); index++) {
            Track step = Track.from(place(corner, front.get(index - 1), latency, miou))
                    .lineTo(place(corner, front.get(index), latency, miou));
            svg.path(step, Paint.line(Palette.STEM, 2));
        }
        for (Found one : networks) {
            Point at = place(corner, one, latency, miou);
            boolean isFront = front.contains(one);
            svg.circle(
                    at, DOT, Paint.fill(isFront ? Palette.STEM : Palette.WHITE).outlined(Palette.STEM, 2));
            svg.text(at.plus(0, -12), "≤ " + number(one.budgetMillis) + " ms", LABEL.centred());
        }
    }

    private static Point place(Point corner, Found one, Axis latency, Axis miou) {
        return corner.plus(latency.share(one.predictedMillis) * WIDTH, (1 - miou.share(one.miou)) * HEIGHT);
    }

    /** Without digits that say nothing. */
    private static String number(double value) {
        return BigDecimal.valueOf(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
