package org.espalier.drawing;

/**
 * Size, weight, colour and alignment of a line of text.
 *
 * @param size in pixels
 * @param bold semi-bold, or regular
 * @param color of the letters
 * @param anchor which end of the line is at its position
 */
public record Font(double size, boolean bold, String color, Anchor anchor) {

    /** The end of a line of text that is at its position. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    public static Font regular(double size, String color) {
        return new Font(size, false, color, Anchor.START);
    }

    public static Font semibold(double size, String color) {
        return new Font(size, true, color, Anchor.START);
    }

    public Font centred() {
        return new Font(size, bold, color, Anchor.MIDDLE);
    }

    public Font rightAligned() {
        return new Font(size, bold, color, Anchor.END);
    }
}
