package org.espalier.data.scenes;

import java.util.random.RandomGenerator;
import org.espalier.random.Seed;

/**
 * Converts light to bytes: exposure, a soft shoulder for bright light, the camera's tint, darker corners, noise.
 *
 * @param exposure factor of the light
 * @param tint factors of red, green and blue
 * @param noise standard deviation in bytes
 * @param corners share of light lost in the corners
 * @param grain seed of the noise
 */
record Film(double exposure, Vec tint, double noise, double corners, Seed grain) {

    private static final double INVERSE_GAMMA = 1 / 2.2;

    static Film draw(Seed seed) {
        RandomGenerator random = seed.generator();
        return new Film(
                Palette.range(random, 0.75, 1.45),
                new Vec(
                        Palette.range(random, 0.88, 1.12),
                        Palette.range(random, 0.95, 1.05),
                        Palette.range(random, 0.88, 1.12)),
                Palette.range(random, 1, 5),
                Palette.range(random, 0, 0.35),
                seed.derive("grain"));
    }

    /**
     * One pixel.
     *
     * @param light red, green and blue
     * @param fromCenter 0 in the middle of the picture, 1 in its corners
     * @param pixel number of the pixel
     * @param rgb takes the three bytes, at {@code 3 * pixel}
     */
    void expose(Vec light, double fromCenter, int pixel, byte[] rgb) {
        Vec seen = light.times(tint).times(exposure * (1 - corners * fromCenter * fromCenter));
        rgb[3 * pixel] = develop(seen.x(), 3L * pixel);
        rgb[3 * pixel + 1] = develop(seen.y(), 3L * pixel + 1);
        rgb[3 * pixel + 2] = develop(seen.z(), 3L * pixel + 2);
    }

    private byte develop(double light, long index) {
        double soft = 1 - Math.exp(-1.25 * light);
        double value = 255 * Math.pow(soft, INVERSE_GAMMA) + noise * grain.normal(index);
        return (byte) Math.clamp(Math.round(value), 0, 255);
    }
}
