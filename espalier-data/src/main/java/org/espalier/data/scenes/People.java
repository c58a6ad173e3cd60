package org.espalier.data.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.data.scenes.Figure.Part;
import org.espalier.random.Seed;

/** Pedestrians on the pavement, on the zebra crossing, and sometimes on the road. */
final class People {

    private static final int[] SKIN = {0xE0B090, 0xC89070, 0x8C5C40, 0x5C3C2C, 0xECC4A8};
    private static final int[] HAIR = {0x201814, 0x483020, 0x806040, 0xC0A070, 0x909090};

    private final Street street;
    private final RandomGenerator random;

    private People(Street street, Seed seed) {
        this.street = street;
        this.random = seed.generator();
    }

    static List<Figure> along(Street street, Seed seed) {
        People people = new People(street, seed);
        List<Figure> figures = new ArrayList<>();
        for (int i = 2 + people.random.nextInt(7); i > 0; i--) {
            people.walker(figures);
        }
        if (street.zebra() < Street.END) {
            for (int i = people.random.nextInt(3); i > 0; i--) {
                double offset = Palette.range(people.random, -1, 1) * street.halfRoad();
                double z = street.zebra() + Palette.range(people.random, 0.5, 3);
                figures.add(people.person(street.beside(offset, z), Math.PI / 2));
            }
        }
        return figures;
    }

    private void walker(List<Figure> figures) {
        double z = 5.5 + 38 * Math.pow(random.nextDouble(), 1.4);
        double side = Palette.chance(random, 0.5) ? 1 : -1;
        boolean onRoad = Palette.chance(random, 0.08);
        double offset = onRoad
                ? side * street.halfRoad() * 0.8
                : side * (street.halfRoad() + Palette.range(random, 0.5, Math.max(0.8, street.pavement() - 0.4)));
        double yaw = onRoad ? Math.PI / 2 : street.yaw(z) + (Palette.chance(random, 0.5) ? 0 : Math.PI);
        figures.add(person(street.beside(offset, z), yaw));
        if (Palette.chance(random, 0.3)) {
            figures.add(person(street.beside(offset + 0.6, z + 0.2), yaw));
        }
    }

    private Figure person(Vec place, double yaw) {
        double s = Palette.range(random, 0.88, 1.06) * (Palette.chance(random, 0.12) ? 0.68 : 1);
        double stride = Palette.range(random, -0.22, 0.22) * s;
        Paint skin = Paint.plain(Palette.pick(random, SKIN));
        Paint hair = Paint.plain(Palette.pick(random, HAIR));
        Paint top = Paint.plain(Palette.any(random));
        Paint legs = Paint.plain(Palette.pick(random, 0x283048, 0x202020, 0x585048, 0x706858, 0x404860));
        Paint shoes = Paint.plain(new Vec(0.03, 0.025, 0.02));
        double build = Palette.range(random, 0.9, 1.2) * s;
        List<Part> parts = new ArrayList<>();
        for (int side = -1; side <= 1; side += 2) {
            double ahead = side * stride;
            parts.add(
                    part(Ball.of(side * 0.1 * s, 0.47 * s, ahead * 0.5, 0.095 * build, 0.48 * s, 0.12 * build), legs));
            parts.add(part(Ball.of(side * 0.1 * s, 0.05 * s, ahead + 0.06, 0.06 * s, 0.06 * s, 0.14 * s), shoes));
            parts.add(part(
                    Ball.of(side * 0.26 * build, 1.12 * s, -ahead * 0.6, 0.065 * build, 0.34 * s, 0.08 * build), top));
            parts.add(part(Ball.of(side * 0.27 * build, 0.8 * s, -ahead * 0.9, 0.05 * s, 0.07 * s, 0.05 * s), skin));
        }
        boolean skirt = Palette.chance(random, 0.2);
        parts.add(part(Ball.of(0, 1.16 * s, 0, 0.22 * build, 0.38 * s, 0.15 * build), top));
        if (skirt) {
            parts.add(part(Block.tapered(0, 0.55 * s, 0, 0.26 * build, 0.22 * build, 0.5 * s, 0.6, 0.6), top));
        }
        parts.add(part(Ball.of(0, 1.6 * s, 0.01, 0.095 * s, 0.13 * s, 0.11 * s), skin));
        parts.add(part(Ball.of(0, 1.65 * s, -0.025, 0.105 * s, 0.115 * s, 0.11 * s), hair));
        return Figure.of(place, yaw, 0.45, 1.8 * s, parts);
    }

    private static Part part(Solid solid, Paint paint) {
        return new Part(StreetClass.PERSON, solid, paint);
    }
}
