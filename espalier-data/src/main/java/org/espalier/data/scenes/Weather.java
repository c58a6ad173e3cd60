package org.espalier.data.scenes;

import java.util.random.RandomGenerator;

/**
 * The light of a scene.
 *
 * @param sun direction to the sun
 * @param sunLight its light
 * @param skyLight diffuse light of the sky
 * @param horizon colour of the sky low down, and of haze
 * @param zenith colour of the sky overhead
 * @param clouds share of the sky under clouds, 0..1
 * @param cloudColor colour of the clouds
 * @param haze share of light lost per metre
 * @param wet reflectivity of the ground, 0..1
 */
record Weather(
        Vec sun,
        Vec sunLight,
        Vec skyLight,
        Vec horizon,
        Vec zenith,
        double clouds,
        Vec cloudColor,
        double haze,
        double wet) {

    static Weather draw(RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> clear(random);
            case 2 -> broken(random);
            case 3 -> overcast(random);
            case 4 -> lowSun(random);
            default -> misty(random);
        };
    }

    private static Weather clear(RandomGenerator random) {
        return new Weather(
                sunAt(random, 0.45, 1.2),
                new Vec(2.3, 2.15, 1.9),
                new Vec(0.5, 0.6, 0.78),
                Palette.pick(random, 0xC9DDEA, 0xDCE6E8, 0xB9D3E6),
                Palette.pick(random, 0x4C86C8, 0x6AA0D8, 0x3F74B4),
                Palette.range(random, 0, 0.35),
                new Vec(1, 1, 1),
                0.002,
                0);
    }

    private static Weather broken(RandomGenerator random) {
        return new Weather(
                sunAt(random, 0.4, 1.1),
                new Vec(1.6, 1.5, 1.35),
                new Vec(0.65, 0.7, 0.78),
                Palette.pick(random, 0xCDD6DC, 0xD8D8D4),
                Palette.pick(random, 0x7C9CBC, 0x8FA9C0),
                Palette.range(random, 0.4, 0.75),
                Palette.pick(random, 0xE4E4E4, 0xC4C8CC),
                0.004,
                Palette.range(random, 0, 0.5));
    }

    private static Weather overcast(RandomGenerator random) {
        Vec gray = Palette.pick(random, 0xB4B8BC, 0xA0A4A6, 0xC4C2BC, 0x989EA6);
        return new Weather(
                sunAt(random, 0.6, 1.3),
                new Vec(0.22, 0.22, 0.22),
                new Vec(0.95, 0.97, 1.0),
                gray.times(1.1),
                gray.times(0.8),
                Palette.range(random, 0.5, 0.9),
                gray.times(1.2),
                0.006,
                Palette.range(random, 0, 0.8));
    }

    private static Weather lowSun(RandomGenerator random) {
        return new Weather(
                sunAt(random, 0.16, 0.35),
                new Vec(2.2, 1.45, 0.8),
                new Vec(0.5, 0.45, 0.52),
                Palette.pick(random, 0xF0B878, 0xE89C78, 0xF2CCA0, 0xE0A8A0),
                Palette.pick(random, 0x6C80A8, 0x88809C, 0x9098B0),
                Palette.range(random, 0.1, 0.6),
                Palette.pick(random, 0xF0C8A8, 0xD8A090, 0xB89098),
                0.004,
                Palette.range(random, 0, 0.3));
    }

    private static Weather misty(RandomGenerator random) {
        Vec mist = Palette.pick(random, 0xD2D2CC, 0xC2C8CC, 0xD8CFC0);
        return new Weather(
                sunAt(random, 0.4, 1.0),
                new Vec(0.5, 0.48, 0.45),
                new Vec(0.85, 0.86, 0.86),
                mist,
                mist.times(0.9),
                0,
                mist,
                0.016,
                0.2);
    }

    private static Vec sunAt(RandomGenerator random, double lowest, double highest) {
        double height = Palette.range(random, lowest, highest);
        double side = Palette.range(random, 0, 2 * Math.PI);
        return new Vec(Math.cos(height) * Math.sin(side), Math.sin(height), Math.cos(height) * Math.cos(side));
    }
}
