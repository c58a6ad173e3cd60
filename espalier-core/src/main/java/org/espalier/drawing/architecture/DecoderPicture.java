package org.espalier.drawing.architecture;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.espalier.drawing.Font;
import org.espalier.drawing.Paint;
import org.espalier.drawing.Palette;
import org.espalier.drawing.Point;
import org.espalier.drawing.Svg;
import org.espalier.drawing.Track;
import org.espalier.space.operation.CandidateSet;
import org.espalier.space.sed.SedArchitecture;
import org.espalier.space.sed.SedCell;
import org.espalier.text.Text;

/** The cells of a decoder, a row for each resolution, the finest on top; the encoder on the left. */
final class DecoderPicture {

    private static final double ROW_GAP = 34;
    private static final double COLUMN_GAP = 40;
    private static final double PADDING = 10;
    private static final double CHIP_GAP = 6;
    private static final double RULE = 14;
    private static final double ENCODER = 96;
    private static final int FINEST = 4;

    private static final Font LABEL = Font.regular(12, Palette.MUTED);

    private final SedArchitecture architecture;
    private final OperationStyles styles;
    private final double box;
    private final double boxHeight;
    private final int columns;
    private final int rows;

    DecoderPicture(SedArchitecture architecture, OperationStyles styles) {
        List<SedCell> cells = architecture.cells();
        int blocks = cells.getFirst().blocks().size();
        this.architecture = architecture;
        this.styles = styles;
        this.box = Chip.width(styles.all()) + 2 * PADDING;
        this.boxHeight = 2 * PADDING + Chip.HEIGHT + RULE + blocks * (Chip.HEIGHT + CHIP_GAP) - CHIP_GAP;
        this.columns = cells.stream().mapToInt(SedCell::column).max().orElseThrow() + 1;
        this.rows = row(cells.stream().mapToInt(SedCell::stride).max().orElseThrow()) + 1;
    }

    double width() {
        return ENCODER + columns * (box + COLUMN_GAP) - COLUMN_GAP;
    }

    double height() {
        return rows * (boxHeight + ROW_GAP) - ROW_GAP;
    }

    /** Draws with the upper left corner at {@code corner}. */
    void draw(Svg svg, Point corner) {
        Set<Point> present = new HashSet<>();
        for (SedCell cell : architecture.cells()) {
            drawInputs(svg, corner, cell, present);
            present.add(at(cell.stride(), cell.column()));
        }
        for (int row = 0; row < rows; row++) {
            double y = row * (boxHeight + ROW_GAP) + PADDING + Chip.HEIGHT / 2 + 4;
            svg.text(corner.plus(0, y), Text.format("stride %d", FINEST << row), LABEL);
        }
        architecture.cells().forEach(cell -> drawCell(svg, place(corner, cell), cell));
    }

    /** Arrows from the previous cell and from the coarser one. */
    private void drawInputs(Svg svg, Point corner, SedCell cell, Set<Point> present) {
        Point to = place(corner, cell);
        Paint line = Paint.line(Palette.STEM, 2);
        double y = boxHeight - PADDING - Chip.HEIGHT / 2;
        if (present.contains(at(cell.stride(), cell.column() - 1))) {
            svg.arrow(Track.from(to.plus(-COLUMN_GAP, y)).lineTo(to.plus(0, y)), line);
        }
        if (present.contains(at(2 * cell.stride(), cell.column()))) {
            Point below = to.plus(box / 2, boxHeight);
            svg.path(Track.from(below.plus(0, ROW_GAP)).lineTo(below), line);
            svg.path(Track.from(below.plus(-5, 8)).lineTo(below.plus(0, 1)).lineTo(below.plus(5, 8)), line);
        }
    }

    private void drawCell(Svg svg, Point corner, SedCell cell) {
        svg.group(
                Text.format(
                        "stride %d, column %d: encoder by %s; %s",
                        cell.stride(), cell.column(), cell.skip(), String.join(", ", cell.blocks())),
                () -> {
                    svg.rect(
                            corner, box, boxHeight, 10, Paint.fill(Palette.MIST).outlined(Palette.PALE, 1));
                    Point chip = corner.plus(PADDING, PADDING);
                    double width = box - 2 * PADDING;
                    if (!cell.skip().equals(CandidateSet.NONE)) {
                        Point middle = chip.plus(-PADDING, Chip.HEIGHT / 2);
                        svg.arrow(
                                Track.from(middle.plus(-COLUMN_GAP / 2, 0)).lineTo(middle.plus(PADDING, 0)),
                                Paint.line(Palette.level(0), 1.5));
                    }
                    Chip.draw(svg, chip, width, cell.skip(), styles);
                    Point rule = chip.plus(0, Chip.HEIGHT + RULE / 2);
                    svg.path(Track.from(rule).lineTo(rule.plus(width, 0)), Paint.line(Palette.PALE, 1));
                    for (int block = 0; block < cell.blocks().size(); block++) {
                        double y = Chip.HEIGHT + RULE + block * (Chip.HEIGHT + CHIP_GAP);
                        Chip.draw(svg, chip.plus(0, y), width, cell.blocks().get(block), styles);
                    }
                });
    }

    private Point place(Point corner, SedCell cell) {
        Point at = at(cell.stride(), cell.column());
        return corner.plus(at.x(), at.y());
    }

    private Point at(int stride, int column) {
        return new Point(ENCODER + column * (box + COLUMN_GAP), row(stride) * (boxHeight + ROW_GAP));
    }

    private static int row(int stride) {
        return Integer.numberOfTrailingZeros(stride / FINEST);
    }
}
