package org.espalier.label;

/** Colours for class numbers without colours of their own. */
public final class ColorMap {

    private ColorMap() {}

    /**
     * The colour of the PASCAL VOC development kit: the bits of the number, three at a time, become the highest bits of
     * red, green and blue. Number 0 is black, 1 dark red, 2 dark green, ...; any two of 0..255 differ.
     *
     * @param index 0..255
     * @return {@code 0xRRGGBB}
     */
    public static int voc(int index) {
        int red = 0;
        int green = 0;
        int blue = 0;
        int rest = index;
        for (int bit = 7; rest > 0; bit--, rest >>= 3) {
            red |= (rest & 1) << bit;
            green |= (rest >> 1 & 1) << bit;
            blue |= (rest >> 2 & 1) << bit;
        }
        return red << 16 | green << 8 | blue;
    }
}
