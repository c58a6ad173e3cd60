package org.espalier.data.scenes;

import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.espalier.random.Seed;

/** Draws the scene of a seed: the label of a pixel is what its centre shows, its colour the mean of four points around. */
final class Renderer {

    /** Four points of a pixel, none on a line with another. */
    private static final double[][] POINTS = {{0.375, 0.125}, {0.875, 0.375}, {0.125, 0.625}, {0.625, 0.875}};

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
        Vec sum = Vec.ZERO;
        for (double[] point : POINTS) {
            sum = sum.plus(lighting.along(camera.through(x + point[0], y + point[1], size)));
        }
        return sum.times(1.0 / POINTS.length);
    }

    private static double fromCenter(int x, int y, DataSize size) {
        double right = (x + 0.5 - size.width() / 2.0) / size.width();
        double down = (y + 0.5 - size.height() / 2.0) / size.height();
        return Math.sqrt(2) * Math.hypot(right, down);
    }
}
