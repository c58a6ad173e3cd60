package org.espalier.drawing.architecture;

import java.util.List;
import org.espalier.drawing.Font;
import org.espalier.drawing.Lettering;
import org.espalier.drawing.Palette;
import org.espalier.drawing.Point;
import org.espalier.drawing.Svg;
import org.espalier.space.gas.GasArchitecture;
import org.espalier.space.gas.GasConfig;
import org.espalier.text.Text;

/**
 * The cells of an architecture side by side, and in each the operation of every edge, node by node; a dash where there
 * is none.
 */
final class EdgesPicture {

    private static final double ROW = 34;
    private static final double NODE_GAP = 16;
    private static final double HEADER = 52;
    private static final double COLUMN_GAP = 14;
    private static final double LABEL_GAP = 20;

    private static final Font CELL = Font.semibold(13, Palette.INK).centred();
    private static final Font SMALL = Font.regular(11, Palette.MUTED).centred();
    private static final Font LABEL = Font.regular(12, Palette.MUTED);

    private final GasArchitecture architecture;
    private final GasConfig config;
    private final OperationStyles styles;
    private final double labels;
    private final double chip;

    EdgesPicture(GasArchitecture architecture, GasConfig config, OperationStyles styles) {
        this.architecture = architecture;
        this.config = config;
        this.styles = styles;
        this.labels = LABEL_GAP + Lettering.width("node 2: cell before last", LABEL);
        this.chip = Chip.width(styles.all());
    }

    double width() {
        return labels + architecture.cells().size() * (chip + COLUMN_GAP) - COLUMN_GAP;
    }

    double height() {
        List<List<String>> nodes = architecture.cells().getFirst().nodes();
        int last = nodes.size() - 1;
        return rowY(last, nodes.get(last).size() - 1) + Chip.HEIGHT;
    }

    /** Draws with the upper left corner at {@code corner}. */
    void draw(Svg svg, Point corner) {
        List<List<String>> nodes = architecture.cells().getFirst().nodes();
        for (int node = 0; node < nodes.size(); node++) {
            for (int state = 0; state < nodes.get(node).size(); state++) {
                svg.text(
                        corner.plus(0, rowY(node, state) + Chip.HEIGHT / 2 + 4),
                        Text.format("node %d: %s", node + 1, GasDrawing.state(state)),
                        LABEL);
            }
        }
        int stride = config.stemStrides().stream().reduce(1, (a, b) -> a * b);
        for (int cell = 0; cell < architecture.cells().size(); cell++) {
            boolean halves = config.reductions().contains(cell);
            stride *= halves ? 2 : 1;
            int channels = config.channels(cell) * config.nodes();
            drawCell(svg, corner.plus(labels + cell * (chip + COLUMN_GAP), 0), cell, stride, channels);
        }
    }

    private void drawCell(Svg svg, Point corner, int cell, int stride, int channels) {
        svg.text(corner.plus(chip / 2, 12), "cell " + cell, CELL);
        svg.text(corner.plus(chip / 2, 29), Text.format("stride %d, %d ch", stride, channels), SMALL);
        List<List<String>> nodes = architecture.cells().get(cell).nodes();
        for (int node = 0; node < nodes.size(); node++) {
            for (int state = 0; state < nodes.get(node).size(); state++) {
                Chip.draw(
                        svg,
                        corner.plus(0, rowY(node, state)),
                        chip,
                        nodes.get(node).get(state),
                        styles);
            }
        }
    }

    /** Top of an edge's row; nodes are separated by a gap. */
    private static double rowY(int node, int state) {
        int rowsBefore = node * (node + 3) / 2;
        return HEADER + (rowsBefore + state) * ROW + node * NODE_GAP;
    }
}
