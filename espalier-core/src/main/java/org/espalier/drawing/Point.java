package org.espalier.drawing;

/** A position in a drawing, in pixels; x grows to the right, y downwards. */
public record Point(double x, double y) {

    public Point plus(double dx, double dy) {
        return new Point(x + dx, y + dy);
    }
}
