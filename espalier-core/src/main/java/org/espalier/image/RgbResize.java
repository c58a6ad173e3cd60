package org.espalier.image;

import java.util.Arrays;

/**
 * Resizes RGB images as {@link Taps} describes. Training and inference share this, so that a network gets the same
 * pixels in both.
 */
public final class RgbResize {

    private RgbResize() {}

    /**
     * Resizes an image.
     *
     * @param rgb bytes 0..255, {@code [height, width, 3]}
     * @return bytes 0..255, {@code [toHeight, toWidth, 3]}
     */
    public static byte[] rgb(byte[] rgb, int height, int width, int toHeight, int toWidth) {
        float[] wide = widened(rgb, height, width, toWidth);
        Taps rows = Taps.between(height, toHeight);
        int rowLength = toWidth * 3;
        byte[] result = new byte[toHeight * rowLength];
        float[] sum = new float[rowLength];
        for (int y = 0; y < toHeight; y++) {
            Arrays.fill(sum, 0.5f);
            int source = rows.first()[y] * rowLength;
            for (float weight : rows.weights()[y]) {
                for (int i = 0; i < rowLength; i++) {
                    sum[i] += weight * wide[source++];
                }
            }
            for (int i = 0; i < rowLength; i++) {
                result[y * rowLength + i] = (byte) Math.min((int) sum[i], 255);
            }
        }
        return result;
    }

    private static float[] widened(byte[] rgb, int height, int width, int toWidth) {
        Taps columns = Taps.between(width, toWidth);
        float[] wide = new float[height * toWidth * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < toWidth; x++) {
                int target = (y * toWidth + x) * 3;
                int source = (y * width + columns.first()[x]) * 3;
                for (float weight : columns.weights()[x]) {
                    for (int c = 0; c < 3; c++) {
                        wide[target + c] += weight * (rgb[source++] & 0xFF);
                    }
                }
            }
        }
        return wide;
    }
}
