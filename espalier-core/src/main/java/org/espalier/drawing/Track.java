package org.espalier.drawing;

import java.util.ArrayList;
import java.util.List;

/**
 * A line through a drawing, made of straight pieces and of bends that start and end horizontally.
 *
 * @param start where it starts
 * @param pieces in order
 */
public record Track(Point start, List<Piece> pieces) {

    /**
     * One piece of a track.
     *
     * @param end where it ends
     * @param bent a bend, or straight
     */
    record Piece(Point end, boolean bent) {}

    public Track {
        pieces = List.copyOf(pieces);
    }

    public static Track from(Point start) {
        return new Track(start, List.of());
    }

    public Track lineTo(Point end) {
        return with(new Piece(end, false));
    }

    public Track bendTo(Point end) {
        return with(new Piece(end, true));
    }

    Point end() {
        return pieces.isEmpty() ? start : pieces.getLast().end();
    }

    /** The same track, ending {@code pixels} further left. */
    Track shortened(double pixels) {
        List<Piece> shorter = new ArrayList<>(pieces);
        Piece last = shorter.removeLast();
        shorter.add(new Piece(last.end().plus(-pixels, 0), last.bent()));
        return new Track(start, shorter);
    }

    /** The data of an SVG path. */
    String data() {
        StringBuilder data = new StringBuilder("M").append(pair(start));
        Point from = start;
        for (Piece piece : pieces) {
            Point to = piece.end();
            if (piece.bent() && from.y() != to.y()) {
                double middle = (from.x() + to.x()) / 2;
                data.append(" C").append(pair(new Point(middle, from.y())));
                data.append(' ').append(pair(new Point(middle, to.y())));
                data.append(' ').append(pair(to));
            } else {
                data.append(" L").append(pair(to));
            }
            from = to;
        }
        return data.toString();
    }

    private Track with(Piece piece) {
        List<Piece> longer = new ArrayList<>(pieces);
        longer.add(piece);
        return new Track(start, longer);
    }

    private static String pair(Point point) {
        return Svg.number(point.x()) + "," + Svg.number(point.y());
    }
}
