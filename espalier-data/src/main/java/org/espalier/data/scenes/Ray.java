package org.espalier.data.scenes;

/**
 * A half-line.
 *
 * @param direction of length 1
 */
record Ray(Vec origin, Vec direction) {

    /** Hits nearer than this are the surface that the ray leaves. */
    static final double NEAR = 1e-4;

    Vec at(double distance) {
        return new Vec(
                origin.x() + direction.x() * distance,
                origin.y() + direction.y() * distance,
                origin.z() + direction.z() * distance);
    }
}
