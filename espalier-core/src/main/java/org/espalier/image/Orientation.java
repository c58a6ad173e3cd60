package org.espalier.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** How a stored image must be turned and mirrored to stand upright: EXIF tag 274. */
enum Orientation {
    UPRIGHT,
    MIRRORED,
    UPSIDE_DOWN,
    MIRRORED_UPSIDE_DOWN,
    TRANSPOSED,
    TURN_CLOCKWISE,
    TRANSPOSED_UPSIDE_DOWN,
    TURN_COUNTERCLOCKWISE;

    /** The orientation of a number 1 to 8; upright for every other number, which has no meaning. */
    static Orientation of(int number) {
        return number >= 1 && number <= values().length ? values()[number - 1] : UPRIGHT;
    }

    private boolean swapsSides() {
        return switch (this) {
            case UPRIGHT, MIRRORED, UPSIDE_DOWN, MIRRORED_UPSIDE_DOWN -> false;
            case TRANSPOSED, TURN_CLOCKWISE, TRANSPOSED_UPSIDE_DOWN, TURN_COUNTERCLOCKWISE -> true;
        };
    }

    /** The image upright; the given one if it is so already. */
    BufferedImage apply(BufferedImage image) {
        if (this == UPRIGHT) {
            return image;
        }
        Raster from = image.getRaster();
        int width = swapsSides() ? from.getHeight() : from.getWidth();
        int height = swapsSides() ? from.getWidth() : from.getHeight();
        WritableRaster to = from.createCompatibleWritableRaster(width, height);
        Object pixel = null;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int column = column(x, y, from.getWidth());
                int row = row(x, y, from.getHeight());
                pixel = from.getDataElements(from.getMinX() + column, from.getMinY() + row, pixel);
                to.setDataElements(x, y, pixel);
            }
        }
        return new BufferedImage(image.getColorModel(), to, image.isAlphaPremultiplied(), null);
    }

    /** The column of the stored image that an upright pixel shows. */
    private int column(int x, int y, int width) {
        return switch (this) {
            case UPRIGHT, MIRRORED_UPSIDE_DOWN -> x;
            case MIRRORED, UPSIDE_DOWN -> width - 1 - x;
            case TRANSPOSED, TURN_CLOCKWISE -> y;
            case TRANSPOSED_UPSIDE_DOWN, TURN_COUNTERCLOCKWISE -> width - 1 - y;
        };
    }

    /** The row of the stored image that an upright pixel shows. */
    private int row(int x, int y, int height) {
        return switch (this) {
            case UPRIGHT, MIRRORED -> y;
            case UPSIDE_DOWN, MIRRORED_UPSIDE_DOWN -> height - 1 - y;
            case TRANSPOSED, TURN_COUNTERCLOCKWISE -> x;
            case TURN_CLOCKWISE, TRANSPOSED_UPSIDE_DOWN -> height - 1 - x;
        };
    }
}
