package org.espalier.drawing;

/**
 * How a shape is painted.
 *
 * @param fill colour of the inside, or {@code none}
 * @param stroke colour of the outline, or {@code none}
 * @param width of the outline in pixels
 * @param dash lengths of dashes and gaps; empty for a solid outline
 */
public record Paint(String fill, String stroke, double width, String dash) {

    private static final String NONE = "none";

    public static Paint fill(String color) {
        return new Paint(color, NONE, 0, "");
    }

    public static Paint line(String color, double width) {
        return new Paint(NONE, color, width, "");
    }

    public Paint outlined(String color, double thickness) {
        return new Paint(fill, color, thickness, dash);
    }

    public Paint dashed(String lengths) {
        return new Paint(fill, stroke, width, lengths);
    }
}
