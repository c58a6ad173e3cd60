package org.espalier.drawing;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.espalier.space.trellis.Trellis;
import org.espalier.space.trellis.Trellis.Node;
import org.espalier.space.trellis.Trellis.Transition;

/**
 * A trellis and one path through it: layers from left to right, strides from fine to coarse downwards; image and mask at stride 1, the stem
 * before the first layer, ASPP and decoder behind the last one.
 */
final class TrellisPicture {

    private static final double COLUMN = 76;
    private static final double ROW = 62;
    private static final double LABELS = 76;
    private static final double BOX_WIDTH = 72;
    private static final double BOX_HEIGHT = 34;
    private static final double BOX_COLUMN = 104;
    private static final double PATH_RADIUS = 16;
    private static final double NODE_RADIUS = 7;
    private static final double PATH_LINE = 4;
    private static final double PALE_LINE = 1.2;
    private static final double WIDEST_LINE = 11;
    private static final double SKIP_HEIGHT = 38;
    private static final double SKIP_SPACE = 16;

    private static final Font STRIDE_FONT = Font.regular(12, Palette.MUTED);
    private static final Font NUMBER_FONT = Font.semibold(13, Palette.WHITE).centred();
    private static final Font BOX_FONT = Font.semibold(12.5, Palette.INK).centred();
    private static final Font NOTE_FONT = Font.regular(11, Palette.MUTED).centred();

    private final Trellis trellis;
    private final List<Integer> path;
    private final int lowLevelLayer;
    private final Optional<ToDoubleFunction<Transition>> weights;

    /**
     * A picture.
     *
     * @param lowLevelLayer the layer whose output the decoder also reads, 0 for the stem
     * @param weights of the transitions, 0 to 1: how thick they are drawn
     */
    TrellisPicture(
            Trellis trellis, List<Integer> path, int lowLevelLayer, Optional<ToDoubleFunction<Transition>> weights) {
        trellis.requirePath(path);
        this.trellis = trellis;
        this.path = path;
        this.lowLevelLayer = lowLevelLayer;
        this.weights = weights;
    }

    double width() {
        return decoderX() + BOX_COLUMN + BOX_WIDTH / 2;
    }

    double height() {
        return rowY(trellis.deepest(trellis.layers())) + PATH_RADIUS;
    }

    /** Draws with the upper left corner at {@code corner}. */
    void draw(Svg svg, Point corner) {
        drawLanes(svg, corner);
        drawTransitions(svg, corner);
        drawPath(svg, corner);
        drawLowLevel(svg, corner);
        drawEnds(svg, corner);
        drawNodes(svg, corner);
    }

    private double imageX() {
        return LABELS + BOX_WIDTH / 2;
    }

    private double layerX(int layer) {
        double stem = imageX() + BOX_COLUMN;
        return layer == 0 ? stem : stem + BOX_COLUMN + (layer - 1) * COLUMN;
    }

    private double asppX() {
        return layerX(trellis.layers()) + BOX_COLUMN;
    }

    private double decoderX() {
        return asppX() + BOX_COLUMN + SKIP_SPACE;
    }

    private static double rowY(int level) {
        return BOX_HEIGHT / 2 + (level + 1) * ROW + SKIP_HEIGHT / 2;
    }

    private static double imageY() {
        return BOX_HEIGHT / 2;
    }

    private int level(int layer) {
        return layer == 0 ? 0 : path.get(layer - 1);
    }

    private void drawLanes(Svg svg, Point corner) {
        drawLane(svg, corner.plus(0, imageY()), 1);
        for (int level = 0; level <= trellis.deepest(trellis.layers()); level++) {
            drawLane(svg, corner.plus(0, rowY(level)), Trellis.stride(level));
        }
    }

    private void drawLane(Svg svg, Point left, int stride) {
        svg.path(Track.from(left.plus(LABELS - 8, 0)).lineTo(left.plus(width(), 0)), Paint.line(Palette.HAIRLINE, 1));
        svg.text(left.plus(0, 4), "stride " + stride, STRIDE_FONT);
    }

    private void drawTransitions(Svg svg, Point corner) {
        for (Transition transition : trellis.transitions()) {
            Point from = corner.plus(layerX(transition.layer() - 1), rowY(transition.from()));
            Point to = corner.plus(layerX(transition.layer()), rowY(transition.to()));
            double start = transition.layer() == 1 ? BOX_WIDTH / 2 : NODE_RADIUS;
            svg.path(Track.from(from.plus(start, 0)).bendTo(to.plus(-NODE_RADIUS, 0)), transitionPaint(transition));
        }
    }

    private Paint transitionPaint(Transition transition) {
        if (weights.isEmpty()) {
            return Paint.line(Palette.PALE, PALE_LINE);
        }
        double weight = weights.get().applyAsDouble(transition);
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("%s has weight %s; allowed: 0 to 1".formatted(transition, weight));
        }
        return Paint.line(Palette.tint(Palette.level(0), 0.35), Math.max(0.3, weight * WIDEST_LINE));
    }

    private void drawPath(Svg svg, Point corner) {
        for (int layer = 1; layer <= trellis.layers(); layer++) {
            double start = layer == 1 ? BOX_WIDTH / 2 : PATH_RADIUS;
            Point from = corner.plus(layerX(layer - 1) + start, rowY(level(layer - 1)));
            Point to = corner.plus(layerX(layer) - PATH_RADIUS, rowY(level(layer)));
            svg.arrow(Track.from(from).bendTo(to), Paint.line(Palette.level(level(layer)), PATH_LINE));
        }
        int last = level(trellis.layers());
        Point end = corner.plus(layerX(trellis.layers()) + PATH_RADIUS, rowY(last));
        svg.arrow(Track.from(end).lineTo(corner.plus(asppX() - BOX_WIDTH / 2, rowY(last))), endPaint());
        svg.arrow(
                Track.from(corner.plus(asppX() + BOX_WIDTH / 2, rowY(last)))
                        .bendTo(corner.plus(decoderX() - BOX_WIDTH / 2, rowY(0))),
                endPaint());
        svg.arrow(
                Track.from(corner.plus(imageX() + BOX_WIDTH / 2, imageY()))
                        .bendTo(corner.plus(layerX(0) - BOX_WIDTH / 2, rowY(0))),
                endPaint());
        svg.arrow(
                Track.from(corner.plus(decoderX() + BOX_WIDTH / 2, rowY(0)))
                        .bendTo(corner.plus(decoderX() + BOX_COLUMN - BOX_WIDTH / 2, imageY())),
                endPaint());
    }

    private static Paint endPaint() {
        return Paint.line(Palette.STEM, 2.5);
    }

    /** From the layer of the low-level features over the trellis to the decoder. */
    private void drawLowLevel(Svg svg, Point corner) {
        double radius = lowLevelLayer == 0 ? BOX_WIDTH / 2 : PATH_RADIUS;
        double x = layerX(lowLevelLayer);
        double y = rowY(0) - SKIP_HEIGHT;
        Track track = Track.from(corner.plus(x + radius * 0.7, rowY(0) - (lowLevelLayer == 0 ? BOX_HEIGHT / 2 : 11)))
                .bendTo(corner.plus(x + COLUMN * 0.8, y))
                .lineTo(corner.plus(asppX() + BOX_WIDTH / 2 - SKIP_SPACE, y))
                .bendTo(corner.plus(decoderX() - BOX_WIDTH / 2, rowY(0) - 9));
        svg.arrow(track, Paint.line(Palette.STEM, 1.6).dashed("1.5 5"));
        double middle = (x + COLUMN * 0.8 + asppX()) / 2;
        svg.text(corner.plus(middle, y - 6), "low-level features", NOTE_FONT);
    }

    private void drawEnds(Svg svg, Point corner) {
        drawBox(svg, corner.plus(imageX(), imageY()), "image");
        drawBox(svg, corner.plus(layerX(0), rowY(0)), "stem");
        drawBox(svg, corner.plus(asppX(), rowY(level(trellis.layers()))), "ASPP");
        drawBox(svg, corner.plus(decoderX(), rowY(0)), "decoder");
        drawBox(svg, corner.plus(decoderX() + BOX_COLUMN, imageY()), "mask");
    }

    private static void drawBox(Svg svg, Point centre, String label) {
        svg.rect(
                centre.plus(-BOX_WIDTH / 2, -BOX_HEIGHT / 2),
                BOX_WIDTH,
                BOX_HEIGHT,
                10,
                Paint.fill(Palette.WHITE).outlined(Palette.STEM, 1.5));
        svg.text(centre.plus(0, 4.5), label, BOX_FONT);
    }

    private void drawNodes(Svg svg, Point corner) {
        Set<Node> onPath = new HashSet<>();
        for (int layer = 1; layer <= trellis.layers(); layer++) {
            onPath.add(new Node(layer, level(layer)));
        }
        for (Node node : trellis.nodes()) {
            Point centre = corner.plus(layerX(node.layer()), rowY(node.level()));
            if (onPath.contains(node)) {
                svg.group("layer %d: cell at stride %d".formatted(node.layer(), Trellis.stride(node.level())), () -> {
                    svg.circle(centre, PATH_RADIUS, Paint.fill(Palette.level(node.level())));
                    svg.text(centre.plus(0, 4.5), Integer.toString(node.layer()), NUMBER_FONT);
                });
            } else {
                svg.circle(centre, NODE_RADIUS, Paint.fill(Palette.MIST).outlined(Palette.PALE, 1.5));
            }
        }
    }
}
