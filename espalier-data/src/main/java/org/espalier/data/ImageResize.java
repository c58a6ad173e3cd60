package org.espalier.data;

import org.espalier.image.RgbResize;

/** Resizes images and labels; pixel centres lie at one half, so that both stay aligned. */
final class ImageResize {

    private ImageResize() {}

    /** Resizes an image as inference does, {@link RgbResize}. */
    static byte[] image(byte[] rgb, DataSize from, DataSize to) {
        return RgbResize.rgb(rgb, from.height(), from.width(), to.height(), to.width());
    }

    /** Gives each new pixel the class number of the old pixel that contains its centre. */
    static byte[] labels(byte[] labels, DataSize from, DataSize to) {
        byte[] result = new byte[to.pixels()];
        for (int y = 0, at = 0; y < to.height(); y++) {
            int row = nearest(y, from.height(), to.height()) * from.width();
            for (int x = 0; x < to.width(); x++, at++) {
                result[at] = labels[row + nearest(x, from.width(), to.width())];
            }
        }
        return result;
    }

    private static int nearest(int index, int from, int to) {
        return (int) ((2L * index + 1) * from / (2L * to));
    }
}
