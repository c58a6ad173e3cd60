package org.espalier.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/**
 * Four inks as red, green and blue, without a profile: what neither the ink nor black absorbs. JPEG files hold inks
 * inverted, as Adobe writes them: 255 is no ink.
 */
final class Cmyk {

    private static final int MOST = 255;

    private Cmyk() {}

    /** Light that is left, 0 to {@code most}, after an ink and black let through so much of it. */
    static int light(int past, int pastBlack, int most) {
        return (int) (((long) past * pastBlack + most / 2) / most);
    }

    /**
     * The colours of a JPEG file's raster.
     *
     * @param stored inverted cyan, magenta, yellow and black
     * @param transformed whether the first three are instead luminance and two differences of the colours that the inks
     *     leave (YCCK)
     */
    static BufferedImage colors(Raster stored, boolean transformed) {
        int width = stored.getWidth();
        BufferedImage image = new BufferedImage(width, stored.getHeight(), BufferedImage.TYPE_INT_RGB);
        int[] row = new int[4 * width];
        int[] pixels = new int[width];
        for (int y = 0; y < stored.getHeight(); y++) {
            stored.getPixels(stored.getMinX(), stored.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                pixels[x] = color(row, 4 * x, transformed);
            }
            image.setRGB(0, y, width, 1, pixels, 0, width);
        }
        return image;
    }

    private static int color(int[] row, int at, boolean transformed) {
        int cyan = row[at];
        int magenta = row[at + 1];
        int yellow = row[at + 2];
        if (transformed) {
            double blueness = row[at + 1] - 128;
            double redness = row[at + 2] - 128;
            int luminance = row[at];
            cyan = inverted(luminance + 1.402 * redness);
            magenta = inverted(luminance - 0.344136 * blueness - 0.714136 * redness);
            yellow = inverted(luminance + 1.772 * blueness);
        }
        int black = row[at + 3];
        return light(cyan, black, MOST) << 16 | light(magenta, black, MOST) << 8 | light(yellow, black, MOST);
    }

    private static int inverted(double value) {
        return MOST - Math.clamp(Math.round(value), 0, MOST);
    }
}
