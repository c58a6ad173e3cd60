package org.espalier.data.scenes;

import java.util.random.RandomGenerator;

/**
 * The skin of a car: paint below the waist, glass with pillars above, lights at both ends. The car's front looks along
 * z.
 *
 * @param halfLength of the car, metres
 * @param waist height at which the windows begin, metres
 */
record Bodywork(Vec color, Vec glass, double halfLength, double waist) implements Paint {

    private static final Vec TAIL_LIGHT = new Vec(0.7, 0.04, 0.03);
    private static final Vec HEAD_LIGHT = new Vec(0.95, 0.95, 0.85);
    private static final Vec PLATE = new Vec(0.8, 0.8, 0.7);

    private static final int[] TONES = {
        0xE8E8E8, 0x202224, 0x9CA0A4, 0x606468, 0xB02020, 0x284878, 0x3C5C44, 0xC8C0A8, 0x7C8C9C, 0xD8C030
    };

    static Bodywork draw(RandomGenerator random, double halfLength, double waist) {
        Vec color = Palette.chance(random, 0.25) ? Palette.any(random) : Palette.pick(random, TONES);
        return new Bodywork(color, Palette.pick(random, 0x1C2428, 0x303C44, 0x485860), halfLength, waist);
    }

    @Override
    public Vec at(Vec point, Vec normal) {
        if (normal.y() > 0.9) {
            return color;
        }
        boolean end = Math.abs(normal.z()) > 0.6;
        if (point.y() > waist + 0.04) {
            boolean pillar = !end && Math.abs(point.z() + 0.25) < 0.07;
            return pillar || Math.abs(normal.y()) > 0.8 ? color : glass;
        }
        if (end && point.y() > waist - 0.35 && Math.abs(point.x()) > 0.5) {
            return normal.z() > 0 ? HEAD_LIGHT : TAIL_LIGHT;
        }
        if (end && Math.abs(point.x()) < 0.26 && Math.abs(point.y() - 0.5) < 0.06) {
            return PLATE;
        }
        return point.y() < 0.42 ? color.times(0.4) : color;
    }
}
