package org.espalier.drawing.architecture;

import java.util.Set;
import java.util.function.Function;
import org.espalier.drawing.Font;
import org.espalier.drawing.Paint;
import org.espalier.drawing.Palette;
import org.espalier.drawing.Point;
import org.espalier.drawing.Svg;
import org.espalier.drawing.Track;
import org.espalier.space.trellis.Trellis;
import org.espalier.space.trellis.Trellis.Node;
import org.espalier.space.trellis.Trellis.Transition;

/**
 * The layout of a trellis: layers from left to right, strides from fine to coarse downwards; image and mask at stride
 * 1, the stem before the first layer. Each picture adds its own parts after the last layer.
 */
final class TrellisFrame {

    static final double COLUMN = 76;
    static final double BOX_WIDTH = 72;
    static final double BOX_HEIGHT = 34;
    static final double BOX_COLUMN = 104;
    static final double NODE_RADIUS = 16;
    static final double SKIP_HEIGHT = 38;

    private static final double ROW = 62;
    private static final double LABELS = 76;
    private static final double ABSENT_RADIUS = 7;

    private static final Font STRIDE_FONT = Font.regular(12, Palette.MUTED);
    private static final Font NUMBER_FONT = Font.semibold(13, Palette.WHITE).centred();
    private static final Font BOX_FONT = Font.semibold(12.5, Palette.INK).centred();

    private final Trellis trellis;

    TrellisFrame(Trellis trellis) {
        this.trellis = trellis;
    }

    double height() {
        return rowY(trellis.deepest(trellis.layers())) + NODE_RADIUS;
    }

    double imageX() {
        return LABELS + BOX_WIDTH / 2;
    }

    static double imageY() {
        return BOX_HEIGHT / 2;
    }

    /** X of the centre of a layer's column; layer 0 is the stem, and the column after the last layer is wider. */
    double layerX(int layer) {
        double stem = imageX() + BOX_COLUMN;
        if (layer > trellis.layers()) {
            return layerX(trellis.layers()) + BOX_COLUMN;
        }
        return layer == 0 ? stem : stem + BOX_COLUMN + (layer - 1) * COLUMN;
    }

    static double rowY(int level) {
        return BOX_HEIGHT / 2 + (level + 1) * ROW + SKIP_HEIGHT / 2;
    }

    /** The centre of a node. */
    Point centre(Point corner, Node node) {
        return corner.plus(layerX(node.layer()), rowY(node.level()));
    }

    /** Distance between a node's centre and the end of its lines: the stem is a box, other nodes are discs. */
    static double reach(int layer) {
        return layer == 0 ? BOX_WIDTH / 2 : NODE_RADIUS;
    }

    /** A line for each stride, with its name, as long as the picture is wide. */
    void drawLanes(Svg svg, Point corner, double width) {
        drawLane(svg, corner.plus(0, imageY()), 1, width);
        for (int level = 0; level <= trellis.deepest(trellis.layers()); level++) {
            drawLane(svg, corner.plus(0, rowY(level)), Trellis.stride(level), width);
        }
    }

    private static void drawLane(Svg svg, Point left, int stride, double width) {
        svg.path(Track.from(left.plus(LABELS - 8, 0)).lineTo(left.plus(width, 0)), Paint.line(Palette.HAIRLINE, 1));
        svg.text(left.plus(0, 4), "stride " + stride, STRIDE_FONT);
    }

    /** All transitions of the trellis. */
    void drawTransitions(Svg svg, Point corner, Paint paint) {
        for (Transition transition : trellis.transitions()) {
            Point from = centre(corner, new Node(transition.layer() - 1, transition.from()));
            Point to = centre(corner, new Node(transition.layer(), transition.to()));
            double start = transition.layer() == 1 ? BOX_WIDTH / 2 : ABSENT_RADIUS;
            svg.path(Track.from(from.plus(start, 0)).bendTo(to.plus(-ABSENT_RADIUS, 0)), paint);
        }
    }

    /** Image and stem. */
    void drawStem(Svg svg, Point corner) {
        drawBox(svg, corner.plus(imageX(), imageY()), "image");
        drawBox(svg, corner.plus(layerX(0), rowY(0)), "stem");
    }

    /** The arrow from the image to the stem. */
    void drawFromImage(Svg svg, Point corner, Paint paint) {
        svg.arrow(
                Track.from(corner.plus(imageX() + BOX_WIDTH / 2, imageY()))
                        .bendTo(corner.plus(layerX(0) - BOX_WIDTH / 2, rowY(0))),
                paint);
    }

    static void drawBox(Svg svg, Point centre, String label) {
        svg.rect(
                centre.plus(-BOX_WIDTH / 2, -BOX_HEIGHT / 2),
                BOX_WIDTH,
                BOX_HEIGHT,
                10,
                Paint.fill(Palette.WHITE).outlined(Palette.STEM, 1.5));
        svg.text(centre.plus(0, 4.5), label, BOX_FONT);
    }

    /** All nodes: those of the network as discs with their layer's number, the others small and pale. */
    void drawNodes(Svg svg, Point corner, Set<Node> present, Function<Node, String> tooltip) {
        for (Node node : trellis.nodes()) {
            Point centre = centre(corner, node);
            if (present.contains(node)) {
                svg.group(tooltip.apply(node), () -> {
                    svg.circle(centre, NODE_RADIUS, Paint.fill(Palette.level(node.level())));
                    svg.text(centre.plus(0, 4.5), Integer.toString(node.layer()), NUMBER_FONT);
                });
            } else {
                svg.circle(centre, ABSENT_RADIUS, Paint.fill(Palette.MIST).outlined(Palette.PALE, 1.5));
            }
        }
    }
}
