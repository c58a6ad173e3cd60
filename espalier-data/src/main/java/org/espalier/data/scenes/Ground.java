package org.espalier.data.scenes;

import java.util.random.RandomGenerator;
import org.espalier.random.Seed;

/**
 * The ground: asphalt with markings, pavement with slabs, and the kerb between; their tones overlap, so that only
 * position distinguishes them.
 */
record Ground(Street street, Noise noise, Vec asphalt, Vec slabs, Vec marking, double slab, boolean dashed) {

    private static final int[] ROAD_TONES = {0x606062, 0x74726E, 0x848078, 0x54585E, 0x6C666C, 0x8E887E};
    private static final int[] SLAB_TONES = {0x84807A, 0x9A948A, 0x74767A, 0xA49C90, 0xA88C78, 0x8E8A80, 0xB0ACA4};

    private static final double KERB = 0.16;

    static Ground draw(Street street, Seed seed) {
        RandomGenerator random = seed.generator();
        return new Ground(
                street,
                new Noise(seed.derive("noise")),
                Palette.pick(random, ROAD_TONES),
                Palette.pick(random, SLAB_TONES),
                Palette.pick(random, 0xE8E8E0, 0xF0F0F0, 0xE0C860),
                Palette.range(random, 0.5, 1.1),
                Palette.chance(random, 0.7));
    }

    StreetClass kindAt(Vec point) {
        return street.isRoad(point.x(), point.z()) ? StreetClass.ROAD : StreetClass.PAVEMENT;
    }

    Vec colorAt(Vec point) {
        double offset = point.x() - street.center(point.z());
        return kindAt(point) == StreetClass.ROAD ? road(point, offset) : pavement(point, offset);
    }

    private Vec road(Vec point, double offset) {
        double wear = 0.6 * noise.cloudy(point.times(0.6), 3) + 0.4 * noise.cloudy(point.times(9), 2);
        Vec color = asphalt.times(0.72 + 0.56 * wear);
        boolean faded = noise.at(point.times(2)) > 0.82;
        return !faded && marked(point.z(), offset) ? color.toward(marking, 0.75) : color;
    }

    private boolean marked(double z, double offset) {
        if (street.onCrossing(z)) {
            return false;
        }
        if (street.onZebra(z)) {
            return Math.abs(offset) < street.halfRoad() - 0.4 && Math.floorMod((int) Math.floor(offset / 0.5), 2) == 0;
        }
        boolean middle = Math.abs(offset) < 0.07 && (!dashed || Math.floorMod((int) Math.floor(z / 2.5), 2) == 0);
        boolean edge = Math.abs(Math.abs(offset) - street.halfRoad() + 0.3) < 0.06;
        return middle || edge;
    }

    private Vec pavement(Vec point, double offset) {
        if (Math.abs(offset) < street.halfRoad() + KERB) {
            return slabs.times(1.25).toward(new Vec(0.5, 0.5, 0.48), 0.4);
        }
        double u = offset / slab;
        double v = point.z() / slab;
        boolean joint = u - Math.floor(u) < 0.06 || v - Math.floor(v) < 0.06;
        double tone = 0.82 + 0.3 * noise.cell((long) Math.floor(u), 1, (long) Math.floor(v));
        return slabs.times(joint ? 0.6 : tone * (0.85 + 0.3 * noise.cloudy(point.times(5), 2)));
    }
}
