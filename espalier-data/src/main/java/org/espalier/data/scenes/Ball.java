package org.espalier.data.scenes;

/**
 * An ellipsoid along the axes; flat ones are wheels and round signs.
 *
 * @param radii half its extent along x, y and z
 */
record Ball(Vec center, Vec radii) implements Solid {

    static Ball of(double x, double y, double z, double radiusX, double radiusY, double radiusZ) {
        return new Ball(new Vec(x, y, z), new Vec(radiusX, radiusY, radiusZ));
    }

    @Override
    public double hit(Ray ray) {
        Vec origin = ray.origin();
        Vec direction = ray.direction();
        double ox = (origin.x() - center.x()) / radii.x();
        double oy = (origin.y() - center.y()) / radii.y();
        double oz = (origin.z() - center.z()) / radii.z();
        double dx = direction.x() / radii.x();
        double dy = direction.y() / radii.y();
        double dz = direction.z() / radii.z();
        double a = dx * dx + dy * dy + dz * dz;
        double b = ox * dx + oy * dy + oz * dz;
        double c = ox * ox + oy * oy + oz * oz - 1;
        double discriminant = b * b - a * c;
        if (discriminant < 0) {
            return MISS;
        }
        double distance = (-b - Math.sqrt(discriminant)) / a;
        return distance > Ray.NEAR ? distance : MISS;
    }

    @Override
    public Vec normal(Vec point) {
        Vec from = point.minus(center);
        return new Vec(
                        from.x() / (radii.x() * radii.x()),
                        from.y() / (radii.y() * radii.y()),
                        from.z() / (radii.z() * radii.z()))
                .unit();
    }
}
