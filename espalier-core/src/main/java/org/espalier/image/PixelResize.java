package org.espalier.image;

import java.util.Arrays;

/**
 * Resizes images as {@link Taps} describes. Training and inference share this, so that a network gets the same pixels
 * in both.
 */
public final class PixelResize {

    private PixelResize() {}

    /** Resizes an image; the given one if it has the size. */
    public static Pixels resized(Pixels image, int toHeight, int toWidth) {
        if (image.height() == toHeight && image.width() == toWidth) {
            return image;
        }
        byte[] bytes = bytes(image.bytes(), image.format(), image.height(), image.width(), toHeight, toWidth);
        return new Pixels(toHeight, toWidth, image.format(), bytes);
    }

    /**
     * Resizes an image.
     *
     * @param bytes of {@link Pixels}, {@code [height, width, channels]}
     * @return the same of {@code [toHeight, toWidth, channels]}
     */
    public static byte[] bytes(byte[] bytes, PixelFormat format, int height, int width, int toHeight, int toWidth) {
        float[] wide = widened(bytes, format, height, width, toWidth);
        Taps rows = Taps.between(height, toHeight);
        int rowLength = toWidth * format.channels();
        byte[] result = new byte[toHeight * rowLength * format.bytesPerValue()];
        float[] sum = new float[rowLength];
        for (int y = 0; y < toHeight; y++) {
            Arrays.fill(sum, 0.5f);
            int source = rows.first()[y] * rowLength;
            for (float weight : rows.weights()[y]) {
                for (int i = 0; i < rowLength; i++) {
                    sum[i] += weight * wide[source++];
                }
            }
            write(sum, format, result, y * rowLength);
        }
        return result;
    }

    private static void write(float[] row, PixelFormat format, byte[] target, int at) {
        int most = format.largest();
        if (format.bits() == Byte.SIZE) {
            for (int i = 0; i < row.length; i++) {
                target[at + i] = (byte) Math.min((int) row[i], most);
            }
            return;
        }
        for (int i = 0; i < row.length; i++) {
            int value = Math.min((int) row[i], most);
            target[2 * (at + i)] = (byte) value;
            target[2 * (at + i) + 1] = (byte) (value >> Byte.SIZE);
        }
    }

    private static float[] widened(byte[] bytes, PixelFormat format, int height, int width, int toWidth) {
        int channels = format.channels();
        Taps columns = Taps.between(width, toWidth);
        float[] wide = new float[height * toWidth * channels];
        int[] row = new int[width * channels];
        for (int y = 0; y < height; y++) {
            read(bytes, format, y * row.length, row);
            for (int x = 0; x < toWidth; x++) {
                int target = (y * toWidth + x) * channels;
                int source = columns.first()[x] * channels;
                for (float weight : columns.weights()[x]) {
                    for (int c = 0; c < channels; c++) {
                        wide[target + c] += weight * row[source++];
                    }
                }
            }
        }
        return wide;
    }

    private static void read(byte[] bytes, PixelFormat format, int from, int[] row) {
        if (format.bits() == Byte.SIZE) {
            for (int i = 0; i < row.length; i++) {
                row[i] = bytes[from + i] & 0xFF;
            }
            return;
        }
        for (int i = 0; i < row.length; i++) {
            int at = 2 * (from + i);
            row[i] = bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << Byte.SIZE;
        }
    }
}
