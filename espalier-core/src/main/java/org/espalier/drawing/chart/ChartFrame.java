package org.espalier.drawing.chart;

import org.espalier.drawing.Font;
import org.espalier.drawing.Paint;
import org.espalier.drawing.Palette;
import org.espalier.drawing.Point;
import org.espalier.drawing.Svg;
import org.espalier.drawing.Track;

/**
 * The frame of a chart: two axes with their marks and names, and the position of a pair of values.
 *
 * @param corner upper left corner of the plot area
 * @param width of that area
 * @param height of that area
 */
record ChartFrame(Axis across, Axis up, Point corner, double width, double height) {

    /** Room left of the area. */
    static final double LEFT = 52;

    /** Room below the area. */
    static final double BELOW = 44;

    private static final Font SMALL = Font.regular(11.5, Palette.MUTED);

    void draw(Svg svg, String acrossName, String upName) {
        for (double mark : up.marks()) {
            Point at = place(across.from(), mark);
            svg.path(Track.from(at).lineTo(at.plus(width, 0)), Paint.line(Palette.HAIRLINE, 1));
            svg.text(at.plus(-8, 4), up.text(mark), SMALL.rightAligned());
        }
        for (double mark : across.marks()) {
            svg.text(place(mark, up.from()).plus(0, 18), across.text(mark), SMALL.centred());
        }
        svg.text(corner.plus(width / 2, height + 36), acrossName, SMALL.centred());
        svg.text(corner.plus(-LEFT, -12), upName, SMALL);
    }

    Point place(double x, double y) {
        return corner.plus(width * across.share(x), height - height * up.share(y));
    }
}
