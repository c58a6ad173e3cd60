package org.espalier.data.augment;

import java.util.random.RandomGenerator;

/**
 * Brightness, contrast, saturation and hue, in this order. Each is linear in red, green and blue, so all four together
 * are one 3x3 matrix and an offset, applied in a single pass over the pixels.
 *
 * @param brightness factor of the values
 * @param contrast factor of the distance from the mean grey of the image
 * @param saturation factor of the distance of a pixel from its grey
 * @param hue angle about the grey axis, radians
 */
record ColorShift(double brightness, double contrast, double saturation, double hue) {

    /** Share of red, green and blue in grey (ITU-R BT.601). */
    private static final double[] GRAY = {0.299, 0.587, 0.114};

    private static final ColorShift NONE = new ColorShift(1, 1, 1, 0);

    static ColorShift draw(Augmentation augmentation, RandomGenerator random) {
        return new ColorShift(
                1 + spread(augmentation.brightness(), random),
                1 + spread(augmentation.contrast(), random),
                1 + spread(augmentation.saturation(), random),
                2 * Math.PI * spread(augmentation.hue(), random));
    }

    private static double spread(double strength, RandomGenerator random) {
        return strength * (2 * random.nextDouble() - 1);
    }

    /**
     * Changes pixels in place.
     *
     * @param mean red, green and blue of the image
     * @param rgb bytes of many images
     * @param start of this image
     * @param pixels number of pixels of this image
     */
    void apply(double[] mean, byte[] rgb, int start, int pixels) {
        if (equals(NONE)) {
            return;
        }
        float[] m = matrix();
        double meanGray = GRAY[0] * mean[0] + GRAY[1] * mean[1] + GRAY[2] * mean[2];
        float offset = (float) ((1 - contrast) * brightness * meanGray) + 0.5f;
        for (int at = start; at < start + 3 * pixels; at += 3) {
            float red = rgb[at] & 0xFF;
            float green = rgb[at + 1] & 0xFF;
            float blue = rgb[at + 2] & 0xFF;
            rgb[at] = clamp(m[0] * red + m[1] * green + m[2] * blue + offset);
            rgb[at + 1] = clamp(m[3] * red + m[4] * green + m[5] * blue + offset);
            rgb[at + 2] = clamp(m[6] * red + m[7] * green + m[8] * blue + offset);
        }
    }

    /**
     * Rows of the matrix of all four; grey stays grey under saturation and hue, so the offset of contrast passes them
     * unchanged.
     */
    private float[] matrix() {
        double[][] turn = rotation();
        float[] matrix = new float[9];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                double colored = saturation * turn[row][column] + (1 - saturation) * GRAY[column];
                matrix[3 * row + column] = (float) (brightness * contrast * colored);
            }
        }
        return matrix;
    }

    /** Rotation about the axis (1, 1, 1) by the hue angle (Rodrigues). */
    private double[][] rotation() {
        double cos = Math.cos(hue);
        double side = Math.sin(hue) / Math.sqrt(3);
        double even = (1 - cos) / 3;
        return new double[][] {
            {cos + even, even - side, even + side},
            {even + side, cos + even, even - side},
            {even - side, even + side, cos + even},
        };
    }

    private static byte clamp(float value) {
        return (byte) Math.clamp((int) value, 0, 255);
    }
}
