package org.espalier.data.scenes;

/** An upright round post without end faces. */
record Post(double x, double z, double radius, double foot, double top) implements Solid {

    @Override
    public double hit(Ray ray) {
        Vec direction = ray.direction();
        double ox = ray.origin().x() - x;
        double oz = ray.origin().z() - z;
        double a = direction.x() * direction.x() + direction.z() * direction.z();
        double b = ox * direction.x() + oz * direction.z();
        double discriminant = b * b - a * (ox * ox + oz * oz - radius * radius);
        if (discriminant < 0 || a == 0) {
            return MISS;
        }
        double distance = (-b - Math.sqrt(discriminant)) / a;
        double height = ray.origin().y() + distance * direction.y();
        return distance > Ray.NEAR && height >= foot && height <= top ? distance : MISS;
    }

    @Override
    public Vec normal(Vec point) {
        return new Vec((point.x() - x) / radius, 0, (point.z() - z) / radius);
    }
}
