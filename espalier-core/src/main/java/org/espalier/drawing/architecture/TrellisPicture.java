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
import org.espalier.space.trellis.Trellis;
import org.espalier.space.trellis.Trellis.Node;
import org.espalier.text.Text;

/**
 * A trellis and one path through it: layers from left to right, strides from fine to coarse downwards; image and mask
 * at stride 1, the stem before the first layer, ASPP and decoder after the last one.
 */
final class TrellisPicture {

    private static final double PATH_LINE = 4;
    private static final double PALE_LINE = 1.2;
    private static final double SKIP_SPACE = 16;

    private static final Font NOTE_FONT = Font.regular(11, Palette.MUTED).centred();

    private final Trellis trellis;
    private final TrellisFrame frame;
    private final List<Integer> path;
    private final int lowLevelLayer;

    /**
     * A picture.
     *
     * @param lowLevelLayer the layer whose output the decoder also reads, 0 for the stem
     */
    TrellisPicture(Trellis trellis, List<Integer> path, int lowLevelLayer) {
        trellis.requirePath(path);
        this.trellis = trellis;
        this.frame = new TrellisFrame(trellis);
        this.path = path;
        this.lowLevelLayer = lowLevelLayer;
    }

    double width() {
        return decoderX() + TrellisFrame.BOX_COLUMN + TrellisFrame.BOX_WIDTH / 2;
    }

    double height() {
        return frame.height();
    }

    /** Draws with the upper left corner at {@code corner}. */
    void draw(Svg svg, Point corner) {
        frame.drawLanes(svg, corner, width());
        frame.drawTransitions(svg, corner, Paint.line(Palette.PALE, PALE_LINE));
        drawPath(svg, corner);
        drawLowLevel(svg, corner);
        drawEnds(svg, corner);
        Set<Node> onPath = new HashSet<>();
        for (int layer = 1; layer <= trellis.layers(); layer++) {
            onPath.add(new Node(layer, level(layer)));
        }
        frame.drawNodes(
                svg,
                corner,
                onPath,
                node -> Text.format("layer %d: cell at stride %d", node.layer(), Trellis.stride(node.level())));
    }

    private double asppX() {
        return frame.layerX(trellis.layers() + 1);
    }

    private double decoderX() {
        return asppX() + TrellisFrame.BOX_COLUMN + SKIP_SPACE;
    }

    private int level(int layer) {
        return layer == 0 ? 0 : path.get(layer - 1);
    }

    private void drawPath(Svg svg, Point corner) {
        for (int layer = 1; layer <= trellis.layers(); layer++) {
            Point from =
                    frame.centre(corner, new Node(layer - 1, level(layer - 1))).plus(TrellisFrame.reach(layer - 1), 0);
            Point to = frame.centre(corner, new Node(layer, level(layer))).plus(-TrellisFrame.NODE_RADIUS, 0);
            svg.arrow(Track.from(from).bendTo(to), Paint.line(Palette.level(level(layer)), PATH_LINE));
        }
        int last = level(trellis.layers());
        Point end = corner.plus(frame.layerX(trellis.layers()) + TrellisFrame.NODE_RADIUS, TrellisFrame.rowY(last));
        svg.arrow(
                Track.from(end).lineTo(corner.plus(asppX() - TrellisFrame.BOX_WIDTH / 2, TrellisFrame.rowY(last))),
                endPaint());
        svg.arrow(
                Track.from(corner.plus(asppX() + TrellisFrame.BOX_WIDTH / 2, TrellisFrame.rowY(last)))
                        .bendTo(corner.plus(decoderX() - TrellisFrame.BOX_WIDTH / 2, TrellisFrame.rowY(0))),
                endPaint());
        frame.drawFromImage(svg, corner, endPaint());
        svg.arrow(
                Track.from(corner.plus(decoderX() + TrellisFrame.BOX_WIDTH / 2, TrellisFrame.rowY(0)))
                        .bendTo(corner.plus(
                                decoderX() + TrellisFrame.BOX_COLUMN - TrellisFrame.BOX_WIDTH / 2,
                                TrellisFrame.imageY())),
                endPaint());
    }

    private static Paint endPaint() {
        return Paint.line(Palette.STEM, 2.5);
    }

    /** From the layer of the low-level features over the trellis to the decoder. */
    private void drawLowLevel(Svg svg, Point corner) {
        double radius = lowLevelLayer == 0 ? TrellisFrame.BOX_WIDTH / 2 : TrellisFrame.NODE_RADIUS;
        double x = frame.layerX(lowLevelLayer);
        double y = TrellisFrame.rowY(0) - TrellisFrame.SKIP_HEIGHT;
        Track track = Track.from(corner.plus(
                        x + radius * 0.7,
                        TrellisFrame.rowY(0) - (lowLevelLayer == 0 ? TrellisFrame.BOX_HEIGHT / 2 : 11)))
                .bendTo(corner.plus(x + TrellisFrame.COLUMN * 0.8, y))
                .lineTo(corner.plus(asppX() + TrellisFrame.BOX_WIDTH / 2 - SKIP_SPACE, y))
                .bendTo(corner.plus(decoderX() - TrellisFrame.BOX_WIDTH / 2, TrellisFrame.rowY(0) - 9));
        svg.arrow(track, Paint.line(Palette.STEM, 1.6).dashed("1.5 5"));
        double middle = (x + TrellisFrame.COLUMN * 0.8 + asppX()) / 2;
        svg.text(corner.plus(middle, y - 6), "low-level features", NOTE_FONT);
    }

    private void drawEnds(Svg svg, Point corner) {
        frame.drawStem(svg, corner);
        TrellisFrame.drawBox(svg, corner.plus(asppX(), TrellisFrame.rowY(level(trellis.layers()))), "ASPP");
        TrellisFrame.drawBox(svg, corner.plus(decoderX(), TrellisFrame.rowY(0)), "decoder");
        TrellisFrame.drawBox(svg, corner.plus(decoderX() + TrellisFrame.BOX_COLUMN, TrellisFrame.imageY()), "mask");
    }
}
