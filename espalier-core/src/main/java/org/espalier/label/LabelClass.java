package org.espalier.label;

import org.espalier.text.Text;

/**
 * One class of a label set.
 *
 * @param name as shown in tables, for example {@code road}
 * @param rgb the colour in pictures, {@code 0xRRGGBB}
 */
public record LabelClass(String name, int rgb) {

    /**
     * @throws IllegalArgumentException if the name is blank or the colour is outside 0x000000..0xFFFFFF
     */
    public LabelClass {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a class needs a name, got a blank one");
        }
        if (rgb < 0 || rgb > 0xFFFFFF) {
            throw new IllegalArgumentException(
                    Text.format("colour of class %s: got 0x%X, allowed 0x000000..0xFFFFFF", name, rgb));
        }
    }

    /** The class with a colour given by its red, green and blue parts, each 0..255. */
    public static LabelClass of(String name, int red, int green, int blue) {
        return new LabelClass(name, red << 16 | green << 8 | blue);
    }

    /** The colour as in a style sheet, for example {@code #804080}. */
    public String hexColor() {
        return Text.format("#%06X", rgb);
    }
}
