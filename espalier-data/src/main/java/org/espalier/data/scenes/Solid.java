package org.espalier.data.scenes;

/** A body that rays hit from outside. */
sealed interface Solid permits Ball, Block, Foliage, Post {

    /** The value of {@link #hit} for a miss. */
    double MISS = Double.POSITIVE_INFINITY;

    /** The distance along the ray at which it first enters, or {@link #MISS}. */
    double hit(Ray ray);

    /** The outward direction of length 1 at a point of the surface. */
    Vec normal(Vec point);
}
