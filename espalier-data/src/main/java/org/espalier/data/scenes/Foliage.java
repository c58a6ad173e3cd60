package org.espalier.data.scenes;

/** A ball of leaves with random normals; holes at its fringe, where rays graze it, show the background. */
record Foliage(Ball hull, Noise leaves, double leavesPerMetre) implements Solid {

    private static final Vec SHIFT = new Vec(31.7, 11.3, 47.9);

    @Override
    public double hit(Ray ray) {
        double distance = hull.hit(ray);
        if (distance == MISS) {
            return MISS;
        }
        Vec point = ray.at(distance);
        double facing = Math.abs(hull.normal(point).dot(ray.direction()));
        return leaves.at(point.times(leavesPerMetre)) < 0.95 - 1.5 * facing ? MISS : distance;
    }

    @Override
    public Vec normal(Vec point) {
        Vec at = point.times(leavesPerMetre);
        Vec ruffle = new Vec(
                leaves.at(at.plus(SHIFT)) - 0.5, leaves.at(at.minus(SHIFT)) - 0.5, leaves.at(at.times(1.3)) - 0.5);
        return hull.normal(point).plus(ruffle.times(1.5)).unit();
    }
}
