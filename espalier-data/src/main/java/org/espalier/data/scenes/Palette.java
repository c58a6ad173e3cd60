package org.espalier.data.scenes;

import java.util.random.RandomGenerator;

/** Random colours. Tones are given as {@code 0xRRGGBB} and used as linear light. */
final class Palette {

    private static final double GAMMA = 2.2;

    private Palette() {}

    /** One of the tones, slightly varied. */
    static Vec pick(RandomGenerator random, int... tones) {
        Vec tone = linear(tones[random.nextInt(tones.length)]);
        double light = range(random, 0.75, 1.3);
        return new Vec(
                clamp(tone.x() * light * range(random, 0.9, 1.1)),
                clamp(tone.y() * light * range(random, 0.9, 1.1)),
                clamp(tone.z() * light * range(random, 0.9, 1.1)));
    }

    /** Any colour: saturated, pale or dark. */
    static Vec any(RandomGenerator random) {
        double hue = random.nextDouble();
        double saturation = Math.pow(random.nextDouble(), 0.7);
        double value = range(random, 0.03, 0.75);
        return new Vec(
                channel(hue, saturation, value),
                channel(hue + 2.0 / 3, saturation, value),
                channel(hue + 1.0 / 3, saturation, value));
    }

    static double range(RandomGenerator random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    static boolean chance(RandomGenerator random, double probability) {
        return random.nextDouble() < probability;
    }

    static Vec linear(int tone) {
        return new Vec(linearByte(tone >> 16), linearByte(tone >> 8), linearByte(tone));
    }

    private static double linearByte(int value) {
        return Math.pow((value & 0xFF) / 255.0, GAMMA);
    }

    private static double channel(double hue, double saturation, double value) {
        double wave = 0.5 + 0.5 * Math.cos(2 * Math.PI * hue);
        return value * (1 - saturation * (1 - wave));
    }

    private static double clamp(double value) {
        return Math.clamp(value, 0, 0.95);
    }
}
