package org.espalier.drawing.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.drawing.Figures;
import org.espalier.drawing.Font;
import org.espalier.drawing.Lettering;
import org.espalier.drawing.Paint;
import org.espalier.drawing.Palette;
import org.espalier.drawing.Point;
import org.espalier.drawing.Svg;
import org.espalier.drawing.Track;
import org.espalier.drawing.network.BlockGraph.Block;
import org.espalier.drawing.network.BlockLayout.Lane;
import org.espalier.drawing.network.BlockLayout.Route;
import org.espalier.graph.Type;

/** The outermost blocks of a network as boxes, and the connections between them. */
final class BlocksPicture {

    private static final double LABELS = 84;
    private static final double BOX_HEIGHT = 84;
    private static final double PADDING = 10;
    private static final double GUTTER = 34;
    private static final double ROW_GAP = 22;
    private static final double TRACK = 11;
    private static final double PORT = 11;
    private static final double BAR = 4;
    private static final int DIGITS = 3;
    private static final int LONGEST_NAME = 22;
    private static final int FIRST_TINTED_STRIDE = 4;

    private static final Font STRIDE_FONT = Font.regular(12, Palette.MUTED);
    private static final Font NAME_FONT = Font.semibold(12, Palette.INK);
    private static final Font LINE_FONT = Font.regular(11, Palette.INK);
    private static final Paint DIRECT = Paint.line(Palette.STEM, 2);
    private static final Paint LONG = Paint.line("#86b39c", 1.6);

    private final List<Block> blocks;
    private final BlockLayout layout;
    private final double boxWidth;
    private final double[] rows;
    private final double bottom;
    private final long mostMultiplyAdds;

    BlocksPicture(BlockGraph graph) {
        this.blocks = graph.blocks();
        this.layout = new BlockLayout(graph);
        this.boxWidth = 2 * PADDING
                + blocks.stream().mapToDouble(BlocksPicture::textWidth).max().orElse(0);
        this.rows = new double[layout.strides().size()];
        double y = 0;
        for (int row = 0; row < rows.length; row++) {
            y += space(row);
            rows[row] = y + BOX_HEIGHT / 2;
            y += BOX_HEIGHT;
        }
        int below = layout.tracks(new Lane(rows.length, true));
        this.bottom = below == 0 ? y : y + space(rows.length);
        this.mostMultiplyAdds =
                blocks.stream().mapToLong(Block::multiplyAdds).max().orElse(0);
    }

    double width() {
        return boxX(layout.columns() - 1) + boxWidth;
    }

    double height() {
        return bottom;
    }

    /** Draws with the upper left corner at {@code corner}. */
    void draw(Svg svg, Point corner) {
        for (int row = 0; row < rows.length; row++) {
            Point left = corner.plus(0, rows[row]);
            svg.path(
                    Track.from(left.plus(LABELS - 8, 0)).lineTo(left.plus(width(), 0)),
                    Paint.line(Palette.HAIRLINE, 1));
            svg.text(left.plus(0, 4), "stride " + layout.strides().get(row), STRIDE_FONT);
        }
        for (int block = 0; block < blocks.size(); block++) {
            drawInputs(svg, corner, block);
        }
        for (int block = 0; block < blocks.size(); block++) {
            drawBlock(svg, corner, block);
        }
    }

    /** Height of the space above a row, with the lines that run there. */
    private double space(int row) {
        int tracks = layout.tracks(new Lane(row, true));
        return (row == 0 ? 0 : ROW_GAP) + (tracks == 0 ? 0 : ROW_GAP / 2 + tracks * TRACK);
    }

    private double boxX(int column) {
        return LABELS + column * (boxWidth + GUTTER);
    }

    private double laneY(Route route) {
        int row = route.lane().row();
        if (!route.lane().above()) {
            int side = route.track() % 2 == 0 ? -1 : 1;
            return rows[row] + side * Math.ceilDiv(route.track(), 2) * TRACK;
        }
        double below = row < rows.length ? rows[row] - BOX_HEIGHT / 2 : bottom;
        return below - ROW_GAP / 2 - (route.track() + 0.5) * TRACK + (row == rows.length ? ROW_GAP / 2 : 0);
    }

    /** All lines into a block; those from above end above. */
    private void drawInputs(Svg svg, Point corner, int block) {
        List<Line> lines = new ArrayList<>();
        for (int from : blocks.get(block).inputs()) {
            if (layout.isDirect(from, block)) {
                lines.add(new Line(from, rows[layout.row(from)], Optional.empty()));
            }
        }
        for (Route route : layout.routes()) {
            if (route.to() == block) {
                lines.add(new Line(route.from(), laneY(route), Optional.of(route)));
            }
        }
        lines.sort(Comparator.comparingDouble(Line::y));
        double spread = Math.min(PORT, (BOX_HEIGHT - 16) / Math.max(1, lines.size()));
        for (int place = 0; place < lines.size(); place++) {
            Line line = lines.get(place);
            double offset = (place - (lines.size() - 1) / 2.0) * spread;
            Point start = corner.plus(boxX(layout.column(line.from())) + boxWidth, rows[layout.row(line.from())]);
            Point end = corner.plus(boxX(layout.column(block)), rows[layout.row(block)] + offset);
            if (line.route().isEmpty()) {
                svg.arrow(Track.from(start).bendTo(end), DIRECT);
            } else {
                Point in = new Point(start.x() + GUTTER, corner.y() + line.y());
                Point out = new Point(end.x() - GUTTER, corner.y() + line.y());
                svg.arrow(Track.from(start).bendTo(in).lineTo(out).bendTo(end), LONG);
            }
        }
    }

    /**
     * A line into a block.
     *
     * @param y where it comes from
     */
    private record Line(int from, double y, Optional<Route> route) {}

    private void drawBlock(Svg svg, Point corner, int place) {
        Block block = blocks.get(place);
        Point box = corner.plus(boxX(layout.column(place)), rows[layout.row(place)] - BOX_HEIGHT / 2);
        String color = Palette.level(Integer.numberOfTrailingZeros(Math.max(1, block.stride() / FIRST_TINTED_STRIDE)));
        svg.group(block.name() + ": " + block.contents(), () -> {
            svg.rect(
                    box,
                    boxWidth,
                    BOX_HEIGHT,
                    10,
                    Paint.fill(Palette.WHITE).outlined(color, block.result() ? 2.5 : 1.5));
            svg.text(box.plus(PADDING, 20), shownName(block), NAME_FONT);
            svg.text(box.plus(PADDING, 36), channels(block), LINE_FONT);
            if (hasCost(block)) {
                svg.text(box.plus(PADDING, 50), parameters(block), LINE_FONT);
                svg.text(box.plus(PADDING, 64), multiplyAdds(block), LINE_FONT);
                double full = boxWidth - 2 * PADDING;
                double share = mostMultiplyAdds == 0 ? 0 : (double) block.multiplyAdds() / mostMultiplyAdds;
                svg.rect(box.plus(PADDING, 71), full, BAR, BAR / 2, Paint.fill(Palette.HAIRLINE));
                svg.rect(box.plus(PADDING, 71), Math.max(BAR, share * full), BAR, BAR / 2, Paint.fill(color));
            }
        });
    }

    private static String shownName(Block block) {
        return Lettering.shortened(block.name(), LONGEST_NAME);
    }

    private static String channels(Block block) {
        return switch (block.output()) {
            case Type.Features features -> features.channels() + " ch";
            case Type.Pooled pooled -> pooled.channels() + " pooled";
            case Type.Tensor tensor -> tensor.channels() + " values";
        };
    }

    private static boolean hasCost(Block block) {
        return block.parameters() > 0 || block.multiplyAdds() > 0;
    }

    private static String parameters(Block block) {
        return Figures.rounded(block.parameters(), DIGITS);
    }

    private static String multiplyAdds(Block block) {
        return Figures.rounded(block.multiplyAdds(), DIGITS);
    }

    private static double textWidth(Block block) {
        return Stream.of(channels(block), parameters(block), multiplyAdds(block))
                .mapToDouble(line -> Lettering.width(line, LINE_FONT))
                .reduce(Lettering.width(shownName(block), NAME_FONT), Math::max);
    }
}
