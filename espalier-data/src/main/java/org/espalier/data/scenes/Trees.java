package org.espalier.data.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.data.scenes.Figure.Part;
import org.espalier.random.Seed;

/** Trees along the pavement and behind, in one season, and bushes. */
final class Trees {

    private static final int[][] SEASONS = {
        {0x4C7030, 0x64803C, 0x3C5C30, 0x587848},
        {0x304C2C, 0x486438, 0x2C4430},
        {0x587040, 0x708848, 0x48682C},
        {0xB87830, 0xA85C28, 0xC8A040, 0x90602C, 0x788038},
        {0x8C9050, 0xA8A058, 0x98884C},
        {0x5C5448, 0x6C6054, 0x50483C},
    };

    private final Street street;
    private final RandomGenerator random;
    private final Seed seed;
    private final int[] season;

    private Trees(Street street, Seed seed) {
        this.street = street;
        this.seed = seed;
        this.random = seed.generator();
        this.season = SEASONS[random.nextInt(SEASONS.length)];
    }

    static List<Figure> along(Street street, Seed seed) {
        Trees trees = new Trees(street, seed);
        List<Figure> figures = new ArrayList<>();
        for (int side = -1; side <= 1; side += 2) {
            if (Palette.chance(trees.random, 0.65)) {
                trees.row(side, figures);
            }
            trees.gardens(side, figures);
        }
        return figures;
    }

    private void row(int side, List<Figure> figures) {
        double step = Palette.range(random, 7, 16);
        for (double z = Palette.range(random, 5, 12); z < 90; z += step * Palette.range(random, 0.7, 1.4)) {
            if (!street.onCrossing(z) && !street.onZebra(z)) {
                figures.add(tree(street.beside(side * (street.halfRoad() + 1), z), Palette.range(random, 0.7, 1.15)));
            }
        }
    }

    /** Behind the house fronts, visible where a house is missing. */
    private void gardens(int side, List<Figure> figures) {
        for (double z = 4; z < Street.END + 20; z += Palette.range(random, 4, 12)) {
            if (!street.onCrossing(z)) {
                double offset = side * (street.houseFront() + Palette.range(random, 3.5, 9));
                Vec place = street.beside(offset, z);
                figures.add(Palette.chance(random, 0.35) ? bush(place) : tree(place, Palette.range(random, 0.9, 1.6)));
            }
        }
    }

    private Figure tree(Vec place, double scale) {
        Noise noise = new Noise(seed.derive(random.nextLong()));
        Paint leaves = leaves(noise);
        double trunk = Palette.range(random, 1.9, 3) * scale;
        double width = Palette.range(random, 1.1, 1.9) * scale;
        double tall = width * Palette.range(random, 0.8, 1.6);
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(
                StreetClass.TREE,
                new Post(0, 0, Palette.range(random, 0.1, 0.22) * scale, 0, trunk + tall),
                Paint.grainy(Palette.pick(random, 0x5C4838, 0x6C6258, 0x484038), noise, 7, 0.5)));
        double middle = trunk + 0.8 * tall;
        parts.add(crown(Ball.of(0, middle, 0, width, tall, width), noise, leaves));
        for (int i = 0; i < 4; i++) {
            double angle = Math.PI / 2 * (i + random.nextDouble());
            double size = Palette.range(random, 0.5, 0.75);
            double x = 0.7 * width * Math.cos(angle);
            double z = 0.7 * width * Math.sin(angle);
            double y = middle + tall * Palette.range(random, -0.5, 0.6);
            parts.add(crown(Ball.of(x, y, z, width * size, tall * size, width * size), noise, leaves));
        }
        return Figure.of(place, 0, 1.5 * width, middle + 1.4 * tall, parts);
    }

    private Figure bush(Vec place) {
        Noise noise = new Noise(seed.derive(random.nextLong()));
        Paint leaves = leaves(noise);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            double size = Palette.range(random, 0.6, 1.1);
            double x = Palette.range(random, -0.8, 0.8);
            parts.add(crown(Ball.of(x, size * 0.7, Palette.range(random, -0.8, 0.8), size, size, size), noise, leaves));
        }
        return Figure.of(place, 0, 2.3, 2, parts);
    }

    private Paint leaves(Noise noise) {
        Vec color = Palette.pick(random, season);
        return (point, normal) -> color.times(0.25 + 1.5 * noise.cloudy(point.times(4), 3));
    }

    private static Part crown(Ball hull, Noise noise, Paint leaves) {
        return new Part(StreetClass.TREE, new Foliage(hull, noise, 4), leaves);
    }
}
