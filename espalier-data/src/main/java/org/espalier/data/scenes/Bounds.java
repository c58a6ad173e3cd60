package org.espalier.data.scenes;

/** A box along the axes, from its lowest to its highest corner. */
record Bounds(Vec low, Vec high) {

    Bounds with(Bounds other) {
        return new Bounds(
                new Vec(
                        Math.min(low.x(), other.low.x()),
                        Math.min(low.y(), other.low.y()),
                        Math.min(low.z(), other.low.z())),
                new Vec(
                        Math.max(high.x(), other.high.x()),
                        Math.max(high.y(), other.high.y()),
                        Math.max(high.z(), other.high.z())));
    }

    Vec middle() {
        return low.toward(high, 0.5);
    }
}
