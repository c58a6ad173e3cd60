package org.espalier.data.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.data.scenes.Figure.Part;
import org.espalier.random.Seed;

/** Rows of houses on both sides, with gaps, and perhaps a house across the end of the street. */
final class Houses {

    private static final double BEHIND_US = -12;
    private static final double GAP_CHANCE = 0.16;
    private static final int[] ROOF_TONES = {0x8A4A38, 0x5A4A44, 0x50545C, 0x6C3C30, 0x787470};

    private final Street street;
    private final RandomGenerator random;
    private final Seed seed;
    private final double storeys;

    private Houses(Street street, Seed seed) {
        this.street = street;
        this.seed = seed;
        this.random = seed.generator();
        this.storeys = Palette.range(random, 1, 4.8);
    }

    static List<Figure> along(Street street, Seed seed) {
        Houses houses = new Houses(street, seed);
        List<Figure> figures = new ArrayList<>();
        houses.row(-1, figures);
        houses.row(1, figures);
        if (Palette.chance(houses.random, 0.5)) {
            double z = Street.END + 20;
            figures.add(houses.house(new Vec(street.center(z), 0, z), 0, 25, 5));
        }
        return figures;
    }

    private void row(int side, List<Figure> figures) {
        double z = BEHIND_US;
        while (z < Street.END) {
            double length = Palette.range(random, 7, 17);
            double middle = z + length / 2;
            boolean sideStreet = z < street.crossing() + street.crossingWidth() && z + length > street.crossing();
            if (sideStreet) {
                z = street.crossing() + street.crossingWidth() + 1;
            } else {
                if (!Palette.chance(random, GAP_CHANCE)) {
                    double halfDepth = Palette.range(random, 4, 6);
                    double setback = Palette.chance(random, 0.3) ? Palette.range(random, 0.5, 3) : 0;
                    double offset = side * (street.houseFront() + halfDepth + setback);
                    figures.add(house(street.beside(offset, middle), street.yaw(middle), halfDepth, length / 2));
                }
                z += length + (Palette.chance(random, 0.25) ? Palette.range(random, 0.5, 3) : 0);
            }
        }
    }

    private Figure house(Vec place, double yaw, double halfX, double halfZ) {
        Facade facade = Facade.draw(seed.derive(random.nextLong()));
        double eaves = facade.storey() * Math.max(1, Math.round(storeys * Palette.range(random, 0.6, 1.5))) + 0.8;
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(StreetClass.BUILDING, Block.box(0, eaves / 2, 0, halfX, eaves / 2, halfZ), facade));
        double roof = 0;
        if (Palette.chance(random, 0.5)) {
            roof = Palette.range(random, 1.5, 4);
            Paint tiles = Paint.grainy(Palette.pick(random, ROOF_TONES), facade.noise(), 3, 0.4);
            double ridge = Palette.range(random, 0, 0.4);
            Solid solid =
                    Block.tapered(0, eaves, 0, halfX + 0.4, halfZ, roof, ridge, Palette.chance(random, 0.5) ? 1 : 0.6);
            parts.add(new Part(StreetClass.BUILDING, solid, tiles));
        }
        return Figure.of(place, yaw, Math.hypot(halfX + 0.4, halfZ), eaves + roof, parts);
    }
}
