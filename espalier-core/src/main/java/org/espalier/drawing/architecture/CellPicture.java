package org.espalier.drawing.architecture;

import java.util.List;
import org.espalier.drawing.Font;
import org.espalier.drawing.Lettering;
import org.espalier.drawing.Paint;
import org.espalier.drawing.Palette;
import org.espalier.drawing.Point;
import org.espalier.drawing.Svg;
import org.espalier.drawing.Track;
import org.espalier.drawing.architecture.OperationStyles.OperationStyle;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.cell.CellGenotype.Block;
import org.espalier.space.cell.CellGenotype.Edge;
import org.espalier.text.Text;

/**
 * A cell: its two input states, its blocks, each with its two operations and their sum, and the output that
 * concatenates all blocks. A line has the colour of the operation that reads it.
 */
final class CellPicture {

    private static final double STATE_WIDTH = 104;
    private static final double CHIP_PADDING = 12;
    private static final double PADDING = 10;
    private static final double CHIP_TO_SUM = 22;
    private static final double SUM_RADIUS = 11;
    private static final double PLUS_RADIUS = 4.5;
    private static final double LEAST_GUTTER = 56;
    private static final double MOST_GUTTER = 130;
    private static final double JOIN_WIDTH = 12;
    private static final double JOIN_TO_OUTPUT = 44;
    private static final double LINE = 2.5;

    private static final Font CHIP_FONT = Font.regular(12, Palette.INK).centred();
    private static final Font STATE_FONT = Font.semibold(15, Palette.INK).centred();
    private static final Font SMALL_FONT = Font.regular(11, Palette.MUTED).centred();

    private final List<Block> blocks;
    private final CellEnds ends;
    private final OperationStyles styles;
    private final CellLayout layout;
    private final double chipWidth;
    private final double gutter;

    /**
     * A picture that adapts the gaps between its columns to be {@code width} wide, within limits.
     *
     * @param ends labels of the input states and the output
     * @param styles of all operations of the cell
     */
    CellPicture(CellGenotype cell, CellEnds ends, OperationStyles styles, double width) {
        this.blocks = cell.blocks();
        this.ends = ends;
        this.styles = styles;
        this.layout = new CellLayout(cell);
        this.chipWidth = 2 * CHIP_PADDING
                + styles.all().stream()
                        .mapToDouble(style -> Lettering.width(style.label(), CHIP_FONT))
                        .max()
                        .orElse(0);
        int gutters = layout.columns() - 1;
        double filled = 2 * STATE_WIDTH + (gutters - 1) * blockWidth() + JOIN_WIDTH + JOIN_TO_OUTPUT;
        this.gutter = Math.clamp((width - filled) / gutters, LEAST_GUTTER, MOST_GUTTER);
    }

    double width() {
        return outputX() + STATE_WIDTH;
    }

    double height() {
        return layout.height();
    }

    /** Draws with the upper left corner at {@code corner}. */
    void draw(Svg svg, Point corner) {
        for (int block = 0; block < blocks.size(); block++) {
            drawFrame(svg, corner, block);
        }
        for (int block = 0; block < blocks.size(); block++) {
            List<Integer> route = layout.output(block);
            svg.path(track(corner, route, 0, 0), Paint.line(Palette.PALE, 1.8));
        }
        for (int input = 0; input < 2 * blocks.size(); input++) {
            Track track = track(corner, layout.input(input), PADDING, layout.chipOffset(input));
            svg.arrow(track, Paint.line(style(input).color(), LINE));
        }
        drawState(svg, corner.plus(0, layout.y(layout.state(0))), ends.first());
        drawState(svg, corner.plus(0, layout.y(layout.state(1))), ends.second());
        for (int block = 0; block < blocks.size(); block++) {
            drawBlock(svg, corner, block);
        }
        drawOutput(svg, corner);
    }

    private double blockWidth() {
        return PADDING + chipWidth + CHIP_TO_SUM + 2 * SUM_RADIUS + PADDING;
    }

    private double columnStart(int column) {
        return column == 0 ? 0 : STATE_WIDTH + gutter + (column - 1) * (blockWidth() + gutter);
    }

    private double columnEnd(int column) {
        return columnStart(column) + (column == 0 ? STATE_WIDTH : blockWidth());
    }

    private double joinX() {
        return columnStart(layout.columns() - 1);
    }

    private double outputX() {
        return joinX() + JOIN_WIDTH + JOIN_TO_OUTPUT;
    }

    /**
     * The line along a route: bends between the columns, straight across them.
     *
     * @param inset how far into its last column it goes
     * @param offset how far below its last vertex's centre it ends
     */
    private Track track(Point corner, List<Integer> route, double inset, double offset) {
        int first = layout.column(route.getFirst());
        Point out = corner.plus(columnEnd(first), layout.y(route.getFirst()));
        Track track =
                first == 0 ? Track.from(out) : Track.from(out.plus(-PADDING, 0)).lineTo(out);
        for (int bend : route.subList(1, route.size() - 1)) {
            track = track.bendTo(corner.plus(columnStart(layout.column(bend)), layout.y(bend)))
                    .lineTo(corner.plus(columnEnd(layout.column(bend)), layout.y(bend)));
        }
        double end = columnStart(layout.column(route.getLast()));
        Point in = corner.plus(end, layout.y(route.getLast()) + offset);
        return inset == 0 ? track.bendTo(in) : track.bendTo(in).lineTo(in.plus(inset, 0));
    }

    private void drawState(Svg svg, Point leftMiddle, CellEnds.End end) {
        svg.rect(
                leftMiddle.plus(0, -CellLayout.STATE_HEIGHT / 2),
                STATE_WIDTH,
                CellLayout.STATE_HEIGHT,
                10,
                Paint.fill(Palette.WHITE).outlined(Palette.STEM, 1.5));
        svg.raised(leftMiddle.plus(STATE_WIDTH / 2, -1), end.letter(), end.index(), STATE_FONT);
        svg.text(leftMiddle.plus(STATE_WIDTH / 2, 15), end.explanation(), SMALL_FONT);
    }

    private Point leftMiddle(Point corner, int block) {
        int vertex = layout.state(CellGenotype.INPUTS + block);
        return corner.plus(columnStart(layout.column(vertex)), layout.y(vertex));
    }

    private void drawFrame(Svg svg, Point corner, int block) {
        svg.rect(
                leftMiddle(corner, block).plus(0, -CellLayout.BLOCK_HEIGHT / 2),
                blockWidth(),
                CellLayout.BLOCK_HEIGHT,
                14,
                Paint.fill(Palette.MIST).outlined(Palette.PALE, 1));
    }

    private void drawBlock(Svg svg, Point corner, int block) {
        Point left = leftMiddle(corner, block);
        Point sum = left.plus(blockWidth() - PADDING - SUM_RADIUS, 0);
        Block pair = blocks.get(block);
        svg.group(Text.format("block %d: %s + %s", block + 1, inWords(pair.left()), inWords(pair.right())), () -> {
            for (int input = 2 * block; input < 2 * block + 2; input++) {
                drawChip(svg, left.plus(PADDING, layout.chipOffset(input)), style(input), sum);
            }
            Paint ink = Paint.line(Palette.INK, 1.5);
            svg.circle(sum, SUM_RADIUS, Paint.fill(Palette.WHITE).outlined(Palette.INK, 1.5));
            svg.path(Track.from(sum.plus(-PLUS_RADIUS, 0)).lineTo(sum.plus(PLUS_RADIUS, 0)), ink);
            svg.path(Track.from(sum.plus(0, -PLUS_RADIUS)).lineTo(sum.plus(0, PLUS_RADIUS)), ink);
        });
    }

    private void drawChip(Svg svg, Point leftMiddle, OperationStyle style, Point sum) {
        Track toSum = Track.from(leftMiddle.plus(chipWidth, 0)).bendTo(sum.plus(-SUM_RADIUS, 0));
        svg.path(toSum, Paint.line(style.color(), LINE));
        svg.rect(
                leftMiddle.plus(0, -CellLayout.CHIP_HEIGHT / 2),
                chipWidth,
                CellLayout.CHIP_HEIGHT,
                CellLayout.CHIP_HEIGHT / 2,
                Paint.fill(Palette.tint(style.color(), 0.16)).outlined(style.color(), 1.5));
        svg.text(leftMiddle.plus(chipWidth / 2, 4), style.label(), CHIP_FONT);
    }

    private void drawOutput(Svg svg, Point corner) {
        double height = layout.joinBottom() - layout.joinTop();
        Point top = corner.plus(joinX(), layout.joinTop());
        svg.rect(top, JOIN_WIDTH, height, JOIN_WIDTH / 2, Paint.fill(Palette.STEM));
        svg.text(top.plus(JOIN_WIDTH / 2, -8), "concat", SMALL_FONT);
        Point output = corner.plus(outputX(), layout.joinTop() + height / 2);
        svg.arrow(Track.from(output.plus(-JOIN_TO_OUTPUT, 0)).lineTo(output), Paint.line(Palette.STEM, LINE));
        drawState(svg, output, ends.output());
    }

    private String inWords(Edge edge) {
        String state = edge.input() < CellGenotype.INPUTS
                ? ends.input(edge.input()).inWords()
                : "block " + (edge.input() - CellGenotype.INPUTS + 1);
        return edge.operation() + " of " + state;
    }

    private OperationStyle style(int input) {
        Block block = blocks.get(input / 2);
        return styles.of((input % 2 == 0 ? block.left() : block.right()).operation());
    }
}
