package org.espalier.data.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.data.scenes.Figure.Part;
import org.espalier.random.Seed;

/** Cars and vans: driving in both lanes, and parked at the kerb. */
final class Cars {

    private static final double PARKED_FROM_KERB = 1.1;
    private static final Paint TYRE = Paint.plain(new Vec(0.02, 0.02, 0.02));

    private final Street street;
    private final RandomGenerator random;

    private Cars(Street street, Seed seed) {
        this.street = street;
        this.random = seed.generator();
    }

    static List<Figure> along(Street street, Seed seed) {
        Cars cars = new Cars(street, seed);
        List<Figure> figures = new ArrayList<>();
        cars.lane(1, Palette.range(cars.random, 9, 30), figures);
        cars.lane(-1, Palette.range(cars.random, 8, 30), figures);
        for (int side = -1; side <= 1; side += 2) {
            if (Palette.chance(cars.random, 0.55)) {
                cars.parked(side, figures);
            }
        }
        return figures;
    }

    private void lane(int direction, double first, List<Figure> figures) {
        double z = first;
        for (int i = random.nextInt(4); i > 0; i--) {
            double heading = street.yaw(z) + (direction > 0 ? 0 : Math.PI);
            figures.add(vehicle(street.beside(street.lane(direction), z), heading));
            z += Palette.range(random, 8, 30);
        }
    }

    private void parked(int side, List<Figure> figures) {
        double offset = side * (street.halfRoad() - PARKED_FROM_KERB + 0.6);
        for (double z = Palette.range(random, 5, 14); z < 70; z += Palette.range(random, 6, 16)) {
            boolean clear = !street.onCrossing(z - 3)
                    && !street.onCrossing(z + 3)
                    && !street.onZebra(z - 3)
                    && !street.onZebra(z + 3);
            if (clear) {
                double facing = Palette.chance(random, 0.5) ? 0 : Math.PI;
                figures.add(
                        vehicle(street.beside(offset, z), street.yaw(z) + facing + Palette.range(random, -0.04, 0.04)));
            }
        }
    }

    private Figure vehicle(Vec place, double yaw) {
        return Palette.chance(random, 0.2) ? van(place, yaw) : car(place, yaw);
    }

    private Figure car(Vec place, double yaw) {
        double halfLength = Palette.range(random, 1.9, 2.3);
        double halfWidth = Palette.range(random, 0.8, 0.9);
        double waist = Palette.range(random, 0.85, 1.05);
        double roof = waist + Palette.range(random, 0.42, 0.62);
        Bodywork body = Bodywork.draw(random, halfLength, waist);
        List<Part> parts = new ArrayList<>();
        parts.add(part(Block.tapered(0, 0.28, 0, halfWidth, halfLength, waist - 0.28, 0.95, 0.97), body));
        double cabin = halfLength * Palette.range(random, 0.55, 0.72);
        double back = -halfLength * Palette.range(random, 0.08, 0.25);
        parts.add(part(Block.tapered(0, waist, back, halfWidth * 0.95, cabin, roof - waist, 0.8, 0.62), body));
        wheels(parts, halfWidth, halfLength * 0.62, 0.32);
        return Figure.of(place, yaw, Math.hypot(halfWidth, halfLength), roof, parts);
    }

    private Figure van(Vec place, double yaw) {
        double halfLength = Palette.range(random, 2.3, 3.4);
        double halfWidth = Palette.range(random, 0.95, 1.1);
        double top = Palette.range(random, 2, 2.7);
        Bodywork body = Bodywork.draw(random, halfLength, top * 0.5);
        List<Part> parts = new ArrayList<>();
        parts.add(part(Block.tapered(0, 0.35, 0, halfWidth, halfLength, top - 0.35, 0.92, 0.93), body));
        wheels(parts, halfWidth, halfLength * 0.65, 0.36);
        return Figure.of(place, yaw, Math.hypot(halfWidth, halfLength), top, parts);
    }

    private static void wheels(List<Part> parts, double halfWidth, double axle, double radius) {
        for (int side = -1; side <= 1; side += 2) {
            for (int end = -1; end <= 1; end += 2) {
                parts.add(part(Ball.of(side * (halfWidth - 0.08), radius, end * axle, 0.14, radius, radius), TYRE));
            }
        }
    }

    private static Part part(Solid solid, Paint paint) {
        return new Part(StreetClass.CAR, solid, paint);
    }
}
