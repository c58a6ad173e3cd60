package org.espalier.data.scenes;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.random.Seed;

/** Everything in a street; traces rays through it. */
record Scene(Ground ground, Grove figures, Sky sky) {

    private static final double FAR = 500;

    /**
     * The point where a ray ends.
     *
     * @param kind class of the object hit
     * @param color share of light that it reflects
     * @param normal of its surface
     */
    record Hit(double distance, StreetClass kind, Vec point, Vec color, Vec normal) {}

    static Scene draw(Seed seed) {
        Street street = Street.draw(seed.derive("street").generator());
        List<Figure> figures = Stream.of(
                        Houses.along(street, seed.derive("houses")),
                        Trees.along(street, seed.derive("trees")),
                        Cars.along(street, seed.derive("cars")),
                        People.along(street, seed.derive("people")),
                        Signs.along(street, seed.derive("signs")))
                .flatMap(List::stream)
                .toList();
        Weather weather = Weather.draw(seed.derive("weather").generator());
        return new Scene(
                Ground.draw(street, seed.derive("ground")),
                Grove.of(figures),
                new Sky(weather, new Noise(seed.derive("clouds"))));
    }

    /** The first hit of the ray; empty for the sky. */
    Optional<Hit> trace(Ray ray) {
        double floor = groundDistance(ray);
        Search search = new Search(ray, floor);
        search.through(figures);
        return search.found()
                .map(found -> surface(ray, search.nearest(), found))
                .or(() -> floor < FAR ? Optional.of(groundAt(ray, floor)) : Optional.empty());
    }

    /** Whether the ray hits anything within {@code reach}. */
    boolean blocked(Ray ray, double reach) {
        return new Search(ray, reach).isBlockedBy(figures);
    }

    private static double groundDistance(Ray ray) {
        double fall = ray.direction().y();
        double distance = fall < 0 ? -ray.origin().y() / fall : FAR;
        return distance > Ray.NEAR ? Math.min(distance, FAR) : FAR;
    }

    private Hit groundAt(Ray ray, double distance) {
        Vec point = ray.at(distance);
        return new Hit(distance, ground.kindAt(point), point, ground.colorAt(point), new Vec(0, 1, 0));
    }

    private static Hit surface(Ray ray, double distance, Search.Found found) {
        Figure figure = found.figure();
        Figure.Part part = found.part();
        Vec local = figure.inside(ray).at(distance);
        Vec normal = part.solid().normal(local);
        return new Hit(distance, part.kind(), ray.at(distance), part.paint().at(local, normal), figure.outside(normal));
    }
}
