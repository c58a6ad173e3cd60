package org.espalier.drawing.chart;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
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
 * A drawing of paired comparisons: a panel for each subject, in it a line for each block, from the first score to the
 * second, and on to those it is compared with.
 *
 * @param title headline
 * @param columns names of the scores, in the order of {@link Block#scores}
 * @param panels one or more
 */
public record BlocksDrawing(String title, List<String> columns, List<Panel> panels) {

    private static final double COLUMN = 92;
    private static final double HEIGHT = 260;
    private static final double DOT = 4.5;
    private static final int MAIN = 2;

    private static final Font SMALL = Font.regular(11.5, Palette.MUTED);

    /** The blocks of one subject. */
    public record Panel(String name, List<Block> blocks) {
        public Panel {
            blocks = List.copyOf(blocks);
            Allowed.notEmpty("blocks", blocks);
        }
    }

    /**
     * The scores of one block.
     *
     * @param scores one for each column; empty where there is none
     */
    public record Block(List<Optional<Double>> scores) {
        public Block {
            scores = List.copyOf(scores);
        }
    }

    public BlocksDrawing {
        columns = List.copyOf(columns);
        panels = List.copyOf(panels);
        Allowed.notEmpty("panels", panels);
        for (Panel panel : panels) {
            for (Block block : panel.blocks) {
                Allowed.that(
                        block.scores.size() == columns.size(),
                        "scores",
                        block.scores.size(),
                        columns.size() + ", one for each column");
            }
        }
    }

    /** The drawing as an SVG document, the same text for the same input. */
    public String svg() {
        Axis up = Axis.around(
                panels.stream().flatMapToDouble(BlocksDrawing::scores).toArray());
        Sheet sheet = new Sheet(title, Optional.empty());
        double wide = ChartFrame.LEFT + COLUMN * columns.size();
        for (Panel panel : panels) {
            String explanation = Text.format("mIoU, a line for each of %d blocks", panel.blocks.size());
            sheet.section(
                    panel.name,
                    explanation,
                    wide,
                    HEIGHT + ChartFrame.BELOW,
                    (svg, corner) -> draw(svg, corner.plus(ChartFrame.LEFT, 0), up, panel));
        }
        return sheet.document(Text.format("%d panels with the columns %s.", panels.size(), String.join(", ", columns)));
    }

    private static DoubleStream scores(Panel panel) {
        return panel.blocks.stream()
                .flatMap(block -> block.scores.stream())
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue);
    }

    private void draw(Svg svg, Point corner, Axis up, Panel panel) {
        double width = COLUMN * columns.size();
        for (double mark : up.marks()) {
            Point at = corner.plus(0, HEIGHT * (1 - up.share(mark)));
            svg.path(Track.from(at).lineTo(at.plus(width, 0)), Paint.line(Palette.HAIRLINE, 1));
            svg.text(at.plus(-8, 4), up.text(mark), SMALL.rightAligned());
        }
        IntStream.range(0, columns.size())
                .forEach(column ->
                        svg.text(corner.plus(across(column), HEIGHT + 18), columns.get(column), SMALL.centred()));
        panel.blocks.forEach(block -> draw(svg, corner, up, block));
    }

    private static double across(int column) {
        return COLUMN * (column + 0.5);
    }

    private void draw(Svg svg, Point corner, Axis up, Block block) {
        List<Integer> known = IntStream.range(0, columns.size())
                .filter(column -> block.scores.get(column).isPresent())
                .boxed()
                .toList();
        for (int index = 1; index < known.size(); index++) {
            int column = known.get(index);
            Track line =
                    Track.from(place(corner, up, block, known.get(index - 1))).lineTo(place(corner, up, block, column));
            boolean isMain = column < MAIN;
            svg.path(
                    line,
                    isMain
                            ? Paint.line(Palette.STEM, 2)
                            : Paint.line(Palette.PALE, 1).dashed("3 3"));
        }
        known.forEach(column -> svg.circle(
                place(corner, up, block, column),
                DOT,
                Paint.fill(column < MAIN ? Palette.STEM : Palette.WHITE).outlined(Palette.STEM, 1.5)));
    }

    private static Point place(Point corner, Axis up, Block block, int column) {
        return corner.plus(
                across(column), HEIGHT * (1 - up.share(block.scores.get(column).orElseThrow())));
    }
}
