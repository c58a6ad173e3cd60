package org.espalier.data.scenes;

import java.util.random.RandomGenerator;
import org.espalier.random.Seed;

/**
 * The wall of a house: a material, rows of windows, a ground floor that may hold shops.
 *
 * @param storey height of a storey in metres
 * @param bay distance of window middles
 * @param windowWidth as a share of the bay
 * @param windowHeight as a share of the storey
 */
record Facade(
        Noise noise,
        Vec wall,
        Vec frame,
        Vec glass,
        Vec shop,
        double storey,
        double bay,
        double windowWidth,
        double windowHeight,
        boolean brick,
        boolean shops)
        implements Paint {

    private static final int[] WALL_TONES = {
        0xC8B898, 0xA86850, 0x8C5444, 0xB8B4AC, 0x94908C, 0xD8CCB4, 0xA09078, 0x788490, 0xC09C70, 0x6C6864, 0xB0A0A0,
        0x98A498, 0xE0DCD4
    };

    static Facade draw(Seed seed) {
        RandomGenerator random = seed.generator();
        boolean office = Palette.chance(random, 0.2);
        return new Facade(
                new Noise(seed.derive("noise")),
                Palette.chance(random, 0.2) ? Palette.any(random) : Palette.pick(random, WALL_TONES),
                Palette.pick(random, 0xE8E4DC, 0x504840, 0xB0B0B0, 0x604838),
                Palette.pick(random, 0x283440, 0x405060, 0x302C2C, 0x5C7080),
                Palette.any(random),
                Palette.range(random, 2.7, 3.6),
                office ? Palette.range(random, 1.4, 2.2) : Palette.range(random, 1.8, 3.4),
                office ? 0.85 : Palette.range(random, 0.35, 0.6),
                office ? 0.75 : Palette.range(random, 0.45, 0.65),
                Palette.chance(random, 0.4),
                Palette.chance(random, 0.4));
    }

    @Override
    public Vec at(Vec point, Vec normal) {
        if (Math.abs(normal.y()) > 0.5) {
            return wall.times(0.6);
        }
        double along = Math.abs(normal.x()) > 0.5 ? point.z() : point.x();
        double bayAt = along / bay;
        double floorAt = point.y() / storey;
        long column = (long) Math.floor(bayAt);
        long floor = (long) Math.floor(floorAt);
        double u = Math.abs(bayAt - column - 0.5) * 2;
        double v = Math.abs(floorAt - floor - 0.5) * 2;
        if (floor == 0 && shops) {
            return groundFloor(point, column, u, floorAt);
        }
        if (u < windowWidth && v < windowHeight) {
            return window(column, floor, u, v, normal);
        }
        boolean framed = u < windowWidth + 0.1 && v < windowHeight + 0.1;
        return framed ? frame : wallAt(point, along, floorAt - floor);
    }

    private Vec window(long column, long floor, double u, double v, Vec normal) {
        double fate = noise.cell(column, floor, Math.round(normal.x() * 2 + normal.z()));
        Vec pane = fate > 0.9 ? new Vec(0.5, 0.42, 0.25) : fate > 0.7 ? frame.times(0.7) : glass.times(0.6 + fate);
        return u < 0.06 || v < 0.04 ? frame : pane;
    }

    private Vec groundFloor(Vec point, long column, double u, double height) {
        if (height > 0.78) {
            return shop.times(noise.at(point.times(6)) > 0.6 ? 1.6 : 1);
        }
        if (u < 0.85 && height > 0.12) {
            return glass.times(0.6 + 1.2 * noise.at(new Vec(point.x() * 2, point.y() * 2, point.z() * 2 + column)));
        }
        return wall.times(0.7);
    }

    private Vec wallAt(Vec point, double along, double inStorey) {
        double stain = 0.85 + 0.3 * noise.cloudy(point.times(0.8), 3);
        if (brick) {
            long course = (long) Math.floor(point.y() / 0.22);
            long stone = (long) Math.floor(along / 0.5 + 0.5 * (course & 1));
            return wall.times(stain * (0.75 + 0.5 * noise.cell(stone, course, 7)));
        }
        return wall.times(inStorey < 0.04 ? 0.75 * stain : stain);
    }
}
