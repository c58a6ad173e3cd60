package org.espalier.data.scenes;

import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.espalier.random.Seed;

/**
 * Renders the scene of a seed. The label of a pixel is the class at its centre; its colour is the mean of two points
 * around the centre, or of four where these differ: at edges and small objects.
 */
final class Renderer {

    /** Four points of a pixel, no two in one row or column; the first two lie on opposite sides of the centre. */
    private static final double[][] POINTS = {{0.375, 0.125}, {0.625, 0.875}, {0.875, 0.375}, {0.125, 0.625}};

    /** Points that differ by less than this share of their light count as one surface. */
    private static final double SAME = 0.05;

    private final Scene scene;
    private final Lighting lighting;
    private final Camera camera;
    private final Film film;

    private Renderer(Seed seed) {
        this.scene = Scene.draw(seed);
        this.lighting = new Lighting(scene);
        this.camera = Camera.draw(scene.ground().street(), seed.derive("camera").generator());
        this.film = Film.draw(seed.derive("film"));
    }

    static Sample draw(String id, DataSize size, Seed seed) {
        Renderer renderer = new Renderer(seed);
        byte[] rgb = new byte[3 * size.pixels()];
        byte[] labels = new byte[size.pixels()];
        for (int y = 0, pixel = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++, pixel++) {
                labels[pixel] = (byte) renderer.label(x, y, size).number();
                renderer.film.expose(renderer.light(x, y, size), fromCenter(x, y, size), pixel, rgb);
            }
        }
        return new Sample(id, size, rgb, labels);
    }

    private StreetClass label(int x, int y, DataSize size) {
        return scene.trace(camera.through(x + 0.5, y + 0.5, size))
                .map(Scene.Hit::kind)
                .orElse(StreetClass.SKY);
    }

    private Vec light(int x, int y, DataSize size) {
        Vec first = light(x, y, 0, size);
        Vec second = light(x, y, 1, size);
        Vec two = first.plus(second);
        if (first.minus(second).length() < SAME * two.length()) {
            return two.times(0.5);
        }
        return two.plus(light(x, y, 2, size)).plus(light(x, y, 3, size)).times(0.25);
    }

    private Vec light(int x, int y, int point, DataSize size) {
        return lighting.along(camera.through(x + POINTS[point][0], y + POINTS[point][1], size));
    }

    private static double fromCenter(int x, int y, DataSize size) {
        double right = (x + 0.5 - size.width() / 2.0) / size.width();
        double down = (y + 0.5 - size.height() / 2.0) / size.height();
        return Math.sqrt(2) * Math.hypot(right, down);
    }
}
