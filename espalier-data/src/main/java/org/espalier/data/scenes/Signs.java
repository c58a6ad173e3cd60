package org.espalier.data.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.data.scenes.Figure.Part;
import org.espalier.random.Seed;

/** Street lamps, traffic lights and signs, all at the kerb. Their posts have class pole, their faces class sign. */
final class Signs {

    private static final int[] METAL = {0x8C9094, 0x505458, 0xA8A8A4, 0x38443C, 0x6C5C50, 0xB4B0A8};
    private static final int[] SIGN_TONES = {0xC02020, 0x2050A0, 0xE0C030, 0xE8E8E8, 0x207048, 0xD07020};

    private final Street street;
    private final RandomGenerator random;
    private final Vec metal;

    private Signs(Street street, Seed seed) {
        this.street = street;
        this.random = seed.generator();
        this.metal = Palette.pick(random, METAL);
    }

    static List<Figure> along(Street street, Seed seed) {
        Signs signs = new Signs(street, seed);
        List<Figure> figures = new ArrayList<>();
        for (int side = -1; side <= 1; side += 2) {
            signs.lamps(side, figures);
            signs.posts(side, figures);
            if (street.crossing() < Street.END) {
                figures.add(signs.trafficLight(street.beside(side * signs.kerb(), street.crossing() - 1), side));
            }
        }
        return figures;
    }

    private double kerb() {
        return street.halfRoad() + 0.45;
    }

    private void lamps(int side, List<Figure> figures) {
        if (Palette.chance(random, 0.75)) {
            double step = Palette.range(random, 14, 24);
            double height = Palette.range(random, 4, 7.5);
            for (double z = Palette.range(random, 5, 16); z < 90; z += step) {
                if (!street.onCrossing(z)) {
                    figures.add(lamp(street.beside(side * kerb(), z), side, height));
                }
            }
        }
    }

    private void posts(int side, List<Figure> figures) {
        for (double z = Palette.range(random, 5, 18); z < 60; z += Palette.range(random, 9, 24)) {
            if (!street.onCrossing(z)) {
                figures.add(sign(street.beside(side * (kerb() + Palette.range(random, 0, 0.5)), z)));
            }
        }
    }

    private Figure lamp(Vec place, int side, double height) {
        Paint paint = Paint.plain(metal);
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(StreetClass.POLE, new Post(0, 0, 0.09, 0, height), paint));
        parts.add(new Part(StreetClass.POLE, new Post(0, 0, 0.14, 0, 0.9), paint));
        parts.add(new Part(StreetClass.POLE, Block.box(-side * 0.7, height, 0, 0.75, 0.06, 0.06), paint));
        parts.add(new Part(StreetClass.POLE, Block.box(-side * 1.35, height - 0.05, 0, 0.3, 0.09, 0.14), paint));
        return Figure.of(place, 0, 1.7, height + 0.2, parts);
    }

    private Figure sign(Vec place) {
        double height = Palette.range(random, 2.1, 3);
        double size = Palette.range(random, 0.36, 0.5);
        double middle = height + 0.8 * size;
        double front = -0.12;
        boolean large = Palette.chance(random, 0.15);
        Solid plate = large
                ? Block.box(0, middle + 0.3, front, 1, 0.6, 0.03)
                : switch (random.nextInt(4)) {
                    case 0, 1 -> Ball.of(0, middle, front, size, size, 0.04);
                    case 2 -> Block.tapered(0, middle - size, front, size * 1.15, 0.03, 2 * size, 0, 1);
                    default -> Block.box(0, middle, front, size * 0.85, size, 0.03);
                };
        Vec center = new Vec(0, large ? middle + 0.3 : middle, front);
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(StreetClass.POLE, new Post(0, 0, 0.06, 0, middle + 0.3 * size), Paint.plain(metal)));
        parts.add(new Part(StreetClass.SIGN, plate, face(center, size)));
        double turned = Palette.range(random, -0.3, 0.3);
        return Figure.of(place, turned, 1.2, middle + 1.2, parts);
    }

    /** A rim, a background and a mark in the middle; grey from behind. */
    private Paint face(Vec center, double size) {
        Vec rim = Palette.pick(random, SIGN_TONES);
        Vec ground = Palette.chance(random, 0.5) ? new Vec(0.8, 0.8, 0.8) : Palette.pick(random, SIGN_TONES);
        Vec mark = Palette.pick(random, 0x181818, 0xF0F0F0, 0xC02020);
        return (point, normal) -> {
            if (normal.z() > 0.3) {
                return metal;
            }
            Vec from = point.minus(center).times(1 / size);
            double distance = Math.hypot(from.x(), from.y());
            boolean bar = Math.abs(from.x()) < 0.45 && Math.abs(from.y()) < 0.16;
            return bar ? mark : distance > 0.72 ? rim : ground;
        };
    }

    private Figure trafficLight(Vec place, int side) {
        double height = Palette.range(random, 2.6, 3.4);
        int lit = random.nextInt(3);
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(StreetClass.POLE, new Post(0, 0, 0.08, 0, height), Paint.plain(metal)));
        parts.add(new Part(
                StreetClass.SIGN, Block.box(-side * 0.05, height, -0.15, 0.2, 0.5, 0.13), lights(height, lit)));
        return Figure.of(place, 0, 0.5, height + 0.6, parts);
    }

    private static Paint lights(double height, int lit) {
        Vec[] colors = {new Vec(0.05, 0.8, 0.2), new Vec(0.95, 0.6, 0.05), new Vec(0.95, 0.05, 0.04)};
        return (point, normal) -> {
            int lamp = (int) Math.floor((point.y() - height + 0.5) * 3);
            return normal.z() < -0.5 && lamp == lit ? colors[lit] : new Vec(0.03, 0.03, 0.03);
        };
    }
}
