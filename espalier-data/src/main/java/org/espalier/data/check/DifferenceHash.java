package org.espalier.data.check;

import java.awt.image.BufferedImage;
import org.espalier.data.DataSize;
import org.espalier.data.Sample;

/**
 * A small summary of how an image looks, for finding images that are nearly equal: saved again, resized, or a frame
 * next to another of one video.
 *
 * <p>The image is shrunk to 16 rows of 17 grey values. Each of the 256 pairs of neighbours in a row gives one bit: 1 if
 * the right one is brighter by more than 2 of 255. Two images differ by the number of different bits.
 *
 * @param a the bits of the first four rows
 * @param b of the next four
 * @param c of the next four
 * @param d of the last four
 */
record DifferenceHash(long a, long b, long c, long d) {

    /**
     * Images that differ in at most this number of bits count as nearly equal. Copies of CamVid's images saved as JPEG,
     * at half the size or a tenth brighter differ in at most 11; any two of its train and val images in 73 or more.
     */
    static final int NEAR = 24;

    private static final int ROWS = 16;
    private static final int STEP = 2000;

    /** An image with fewer bits set has too little structure to be compared. */
    private static final int STRUCTURE = 16;

    static DifferenceHash of(Sample sample) {
        BufferedImage small = sample.resized(new DataSize(ROWS, ROWS + 1)).image();
        long[] bits = new long[4];
        for (int y = 0; y < ROWS; y++) {
            for (int x = 0; x < ROWS; x++) {
                if (gray(small.getRGB(x + 1, y)) - gray(small.getRGB(x, y)) > STEP) {
                    int bit = y * ROWS + x;
                    bits[bit / Long.SIZE] |= 1L << bit;
                }
            }
        }
        return new DifferenceHash(bits[0], bits[1], bits[2], bits[3]);
    }

    /** The number of different bits, 0 to 256. */
    int distance(DifferenceHash other) {
        return Long.bitCount(a ^ other.a)
                + Long.bitCount(b ^ other.b)
                + Long.bitCount(c ^ other.c)
                + Long.bitCount(d ^ other.d);
    }

    /** Whether the image has enough structure to be compared. */
    boolean isComparable() {
        return Long.bitCount(a) + Long.bitCount(b) + Long.bitCount(c) + Long.bitCount(d) >= STRUCTURE;
    }

    /** Brightness in thousandths, 0 to 255,000, by the weights of ITU-R BT.601. */
    private static int gray(int rgb) {
        return 299 * (rgb >> 16 & 0xFF) + 587 * (rgb >> 8 & 0xFF) + 114 * (rgb & 0xFF);
    }
}
