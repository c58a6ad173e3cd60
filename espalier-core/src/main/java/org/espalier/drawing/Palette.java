package org.espalier.drawing;

import java.util.List;
import org.espalier.text.Text;

/** The colours of all drawings. Operations use the colour-blind-safe sets of Okabe and Ito and of Paul Tol. */
public final class Palette {

    public static final String INK = "#1f2a33";
    public static final String MUTED = "#66737f";
    public static final String HAIRLINE = "#e6eaee";
    public static final String PALE = "#ccd4db";
    public static final String MIST = "#f6f8f9";
    public static final String WHITE = "#ffffff";
    public static final String STEM = "#245c44";

    private static final List<String> GREENS = List.of("#3a9468", "#2c7a56", "#1f6045", "#154734", "#0d3125");

    private Palette() {}

    /** The colour of a resolution, darker the coarser it is. */
    public static String level(int level) {
        return GREENS.get(Math.min(level, GREENS.size() - 1));
    }

    /** A colour mixed with white; {@code share} is the part of the colour, 0 to 1. */
    public static String tint(String color, double share) {
        int rgb = Integer.parseInt(color.substring(1), 16);
        return Text.format("#%02x%02x%02x", thin(rgb >> 16, share), thin(rgb >> 8, share), thin(rgb, share));
    }

    private static int thin(int channel, double share) {
        return (int) Math.round(255 - share * (255 - (channel & 0xFF)));
    }
}
