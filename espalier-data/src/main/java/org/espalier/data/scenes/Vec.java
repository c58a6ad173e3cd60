package org.espalier.data.scenes;

/**
 * Three numbers: a point or direction in metres (x to the right, y up, z away from the camera), or linear light in red,
 * green and blue.
 */
record Vec(double x, double y, double z) {

    static final Vec ZERO = new Vec(0, 0, 0);

    Vec plus(Vec other) {
        return new Vec(x + other.x, y + other.y, z + other.z);
    }

    Vec minus(Vec other) {
        return new Vec(x - other.x, y - other.y, z - other.z);
    }

    Vec times(double factor) {
        return new Vec(x * factor, y * factor, z * factor);
    }

    /** Component by component, as light on a coloured surface. */
    Vec times(Vec other) {
        return new Vec(x * other.x, y * other.y, z * other.z);
    }

    double dot(Vec other) {
        return x * other.x + y * other.y + z * other.z;
    }

    double length() {
        return Math.sqrt(dot(this));
    }

    Vec unit() {
        return times(1 / length());
    }

    /** Linear interpolation: this at share 0, the other at share 1. */
    Vec toward(Vec other, double share) {
        return new Vec(x + (other.x - x) * share, y + (other.y - y) * share, z + (other.z - z) * share);
    }

    /** Turned about the vertical axis, given the cosine and sine of the angle. */
    Vec turned(double cos, double sin) {
        return new Vec(cos * x + sin * z, y, cos * z - sin * x);
    }
}
