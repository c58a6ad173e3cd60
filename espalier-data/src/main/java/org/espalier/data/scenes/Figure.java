package org.espalier.data.scenes;

import java.util.List;

/**
 * An object in the street, built of painted solids around its own origin on the ground.
 *
 * @param place position of its origin
 * @param cos of the angle by which it is turned about the vertical
 * @param sin of that angle
 * @param bounds a box that holds it
 */
record Figure(Vec place, double cos, double sin, Bounds bounds, List<Part> parts) {

    /** A solid with its class. */
    record Part(StreetClass kind, Solid solid, Paint paint) {}

    Figure {
        parts = List.copyOf(parts);
    }

    /**
     * @param yaw angle about the vertical, radians
     * @param radius of an upright cylinder around the origin that holds all parts
     * @param height of that cylinder
     */
    static Figure of(Vec place, double yaw, double radius, double height, List<Part> parts) {
        Bounds bounds =
                new Bounds(place.plus(new Vec(-radius, 0, -radius)), place.plus(new Vec(radius, height, radius)));
        return new Figure(place, Math.cos(yaw), Math.sin(yaw), bounds, parts);
    }

    /** The ray in the figure's own coordinates; distances do not change. */
    Ray inside(Ray ray) {
        return new Ray(
                ray.origin().minus(place).turned(cos, -sin), ray.direction().turned(cos, -sin));
    }

    /** A direction of the figure's own coordinates in those of the street. */
    Vec outside(Vec direction) {
        return direction.turned(cos, sin);
    }
}
