package org.espalier.data;

/** Resizes labels; pixel centres lie at one half, so that they stay aligned with the image. */
final class ImageResize {

    private ImageResize() {}

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
