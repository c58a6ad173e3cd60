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
import org.espalier.space.operation.CandidateSet;

/** An operation as a rounded label in its colour; a dash where there is none. */
final class Chip {

    static final double HEIGHT = 26;

    private static final double PADDING = 12;
    private static final double LEAST = 84;
    private static final Font TEXT = Font.regular(12, Palette.INK).centred();

    private Chip() {}

    /** The width that all labels fit in. */
    static double width(List<OperationStyle> styles) {
        return styles.stream()
                .mapToDouble(style -> 2 * PADDING + Lettering.width(style.label(), TEXT))
                .reduce(LEAST, Math::max);
    }

    /** Draws it with the upper left corner at {@code corner}. */
    static void draw(Svg svg, Point corner, double width, String operation, OperationStyles styles) {
        if (operation.equals(CandidateSet.NONE)) {
            Point middle = corner.plus(width / 2, HEIGHT / 2);
            svg.path(Track.from(middle.plus(-6, 0)).lineTo(middle.plus(6, 0)), Paint.line(Palette.PALE, 2));
            return;
        }
        OperationStyle style = styles.of(operation);
        Paint paint = Paint.fill(Palette.tint(style.color(), 0.16)).outlined(style.color(), 1.5);
        svg.rect(corner, width, HEIGHT, HEIGHT / 2, paint);
        svg.text(corner.plus(width / 2, HEIGHT / 2 + 4), style.label(), TEXT);
    }
}
