package org.espalier.drawing.chart;

import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.drawing.Font;
import org.espalier.drawing.Lettering;
import org.espalier.drawing.Paint;
import org.espalier.drawing.Palette;
import org.espalier.drawing.Point;
import org.espalier.drawing.Sheet;
import org.espalier.drawing.Svg;
import org.espalier.label.LabelSet;
import org.espalier.metric.ConfusionMatrix;
import org.espalier.text.Text;

/**
 * A drawing of a confusion matrix: a row for each true class, a column for each predicted class, a last column for
 * pixels without a prediction. A cell holds its share of the row's pixels, and is darker the larger that is: one hue,
 * to be read without telling colours apart. Shares below 0.005 are left out.
 *
 * @param counts of these classes
 * @param figures a line below the headline
 */
public record ConfusionDrawing(ConfusionMatrix counts, LabelSet labels, String figures) {

    private static final double CELL = 34;
    private static final double SPACE = 10;
    private static final double HEAD = 24;
    private static final double GAP = 1;
    private static final double ROUND = 2;
    private static final double LEAST_SHARE = 0.005;
    private static final double PALEST = 0.08;
    private static final double DARK = 0.55;
    private static final String HUE = "#00517f";

    private static final Font NAME = Font.regular(12.5, Palette.INK);
    private static final Font NUMBER = Font.regular(11, Palette.MUTED);

    /** The drawing as an SVG document, the same text for the same input. */
    public String svg() {
        Sheet sheet = new Sheet("Confusion matrix", Optional.of(figures));
        sheet.section(
                "Shares of the true pixels",
                "rows: true class, columns: predicted class, by number",
                names() + (labels.size() + 1) * CELL,
                HEAD + labels.size() * CELL,
                (svg, corner) -> draw(svg, corner.plus(names(), HEAD)));
        return sheet.document(Text.format("Confusion matrix of %d classes. %s", labels.size(), figures));
    }

    private void draw(Svg svg, Point corner) {
        for (int column = 0; column <= labels.size(); column++) {
            String head = column < labels.size() ? Integer.toString(column) : "none";
            svg.text(corner.plus((column + 0.5) * CELL, -SPACE), head, NUMBER.centred());
        }
        for (int row = 0; row < labels.size(); row++) {
            Point start = corner.plus(0, row * CELL);
            svg.text(start.plus(-SPACE, CELL / 2 + 4), name(row), NAME.rightAligned());
            drawRow(svg, start, row);
        }
    }

    private void drawRow(Svg svg, Point start, int row) {
        long all = counts.truePixels(row);
        svg.rect(start, (labels.size() + 1) * CELL - GAP, CELL - GAP, ROUND, Paint.fill(Palette.MIST));
        for (int column = 0; column <= labels.size(); column++) {
            Point corner = start.plus(column * CELL, 0);
            long pixels = column < labels.size() ? counts.count(row, column) : counts.unpredicted(row);
            double share = all == 0 ? 0 : (double) pixels / all;
            if (share >= LEAST_SHARE) {
                svg.rect(
                        corner,
                        CELL - GAP,
                        CELL - GAP,
                        ROUND,
                        Paint.fill(Palette.tint(HUE, PALEST + (1 - PALEST) * share)));
                Font font = Font.regular(11, share > DARK ? Palette.WHITE : Palette.INK);
                svg.text(corner.plus(CELL / 2, CELL / 2 + 4), Text.rounded(share, 2), font.centred());
            }
        }
    }

    private double names() {
        return SPACE
                + IntStream.range(0, labels.size())
                        .mapToDouble(row -> Lettering.width(name(row), NAME))
                        .max()
                        .orElse(0);
    }

    private String name(int row) {
        return counts.truePixels(row) == 0
                ? Text.format("%s (no pixels)  %d", labels.name(row), row)
                : Text.format("%s  %d", labels.name(row), row);
    }
}
