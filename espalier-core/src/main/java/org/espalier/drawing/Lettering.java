package org.espalier.drawing;

/** Estimates the width of text. The viewer's fonts are unknown; the estimate is generous for sans-serif fonts. */
public final class Lettering {

    private static final double BOLDER = 1.06;

    private Lettering() {}

    /** Width in pixels of a line of text. */
    public static double width(String text, Font font) {
        double ems = text.codePoints().mapToDouble(Lettering::ems).sum();
        return ems * font.size() * (font.bold() ? BOLDER : 1);
    }

    /** The text itself or, if it is longer than {@code letters}, its start and an ellipsis. */
    public static String shortened(String text, int letters) {
        int[] points = text.codePoints().toArray();
        return points.length <= letters ? text : new String(points, 0, letters - 1).strip() + "…";
    }

    private static double ems(int letter) {
        if ("iljtfrI.,:;'|!()[]/ -·".indexOf(letter) >= 0) {
            return 0.36;
        }
        if ("mwMW@%—".indexOf(letter) >= 0) {
            return 0.92;
        }
        if (letter > 0x2E80) {
            return 1.05;
        }
        return Character.isUpperCase(letter) ? 0.71 : 0.59;
    }
}
