package org.espalier.drawing.architecture;

import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.drawing.Paint;
import org.espalier.drawing.Palette;
import org.espalier.drawing.Point;
import org.espalier.drawing.Svg;
import org.espalier.drawing.Track;
import org.espalier.space.rspnet.RspNetArchitecture;
import org.espalier.space.rspnet.RspNetArchitecture.PathInput;
import org.espalier.space.rspnet.RspNetArchitecture.PathNode;
import org.espalier.space.trellis.Trellis;
import org.espalier.space.trellis.Trellis.Node;
import org.espalier.text.Text;

/**
 * A trellis and its remaining nodes, each with the inputs it keeps, line width by weight; the head after the last
 * layer.
 */
final class PathsPicture {

    private static final double LEAST_LINE = 1;
    private static final double MORE_LINE = 3.5;

    private final RspNetArchitecture architecture;
    private final TrellisFrame frame;

    PathsPicture(RspNetArchitecture architecture) {
        int levels =
                architecture.nodes().stream().mapToInt(PathNode::level).max().orElseThrow() + 1;
        this.architecture = architecture;
        this.frame = new TrellisFrame(new Trellis(architecture.layers(), levels));
    }

    double width() {
        return maskX() + TrellisFrame.BOX_WIDTH / 2;
    }

    double height() {
        return frame.height();
    }

    /** Draws with the upper left corner at {@code corner}. */
    void draw(Svg svg, Point corner) {
        frame.drawLanes(svg, corner, width());
        frame.drawTransitions(svg, corner, Paint.line(Palette.HAIRLINE, LEAST_LINE));
        architecture.nodes().forEach(node -> drawInputs(svg, corner, node));
        frame.drawFromImage(svg, corner, endPaint());
        drawHead(svg, corner);
        frame.drawStem(svg, corner);
        Set<Node> present = architecture.nodes().stream().map(PathNode::node).collect(Collectors.toSet());
        frame.drawNodes(
                svg,
                corner,
                present,
                node -> Text.format("layer %d: block at stride %d", node.layer(), Trellis.stride(node.level())));
    }

    private double headX() {
        return frame.layerX(architecture.layers() + 1);
    }

    private double maskX() {
        return headX() + TrellisFrame.BOX_COLUMN;
    }

    private void drawInputs(Svg svg, Point corner, PathNode node) {
        double sum = node.inputs().stream().mapToDouble(PathInput::gate).sum();
        Point to = frame.centre(corner, node.node()).plus(-TrellisFrame.NODE_RADIUS, 0);
        for (PathInput input : node.inputs()) {
            int before = node.layer() - 1;
            Point from = frame.centre(corner, new Node(before, input.level())).plus(TrellisFrame.reach(before), 0);
            double line = LEAST_LINE + MORE_LINE * input.gate() / sum;
            svg.arrow(Track.from(from).bendTo(to), Paint.line(Palette.level(input.level()), line));
        }
    }

    private void drawHead(Svg svg, Point corner) {
        Point head = corner.plus(headX(), TrellisFrame.rowY(0));
        Point mask = corner.plus(maskX(), TrellisFrame.imageY());
        for (PathNode node : architecture.nodes()) {
            if (node.layer() == architecture.layers()) {
                Point from = frame.centre(corner, node.node()).plus(TrellisFrame.NODE_RADIUS, 0);
                svg.arrow(Track.from(from).bendTo(head.plus(-TrellisFrame.BOX_WIDTH / 2, 0)), endPaint());
            }
        }
        svg.arrow(
                Track.from(head.plus(TrellisFrame.BOX_WIDTH / 2, 0)).bendTo(mask.plus(-TrellisFrame.BOX_WIDTH / 2, 0)),
                endPaint());
        TrellisFrame.drawBox(svg, head, "head");
        TrellisFrame.drawBox(svg, mask, "mask");
    }

    private static Paint endPaint() {
        return Paint.line(Palette.STEM, 2.5);
    }
}
