package org.espalier.data.scenes;

/**
 * A box along the axes whose top may be smaller than its foot: houses, roofs, cars, plates.
 *
 * @param planes six half-spaces {@code (nx, ny, nz, d)}, {@code n . p <= d}, which together are the block
 */
record Block(double[] planes) implements Solid {

    private static final int FACES = 6;

    /** A box from its centre and half its extent along x, y and z. */
    static Block box(double x, double y, double z, double halfX, double halfY, double halfZ) {
        return tapered(x, y - halfY, z, halfX, halfZ, 2 * halfY, 1, 1);
    }

    /**
     * A box that narrows upwards.
     *
     * @param foot y of its lower face
     * @param topX width of the top as a share of the foot's, 0 for a ridge
     * @param topZ the same along z
     */
    static Block tapered(
            double x, double foot, double z, double halfX, double halfZ, double height, double topX, double topZ) {
        double[] planes = new double[4 * FACES];
        double leanX = halfX * (1 - topX) / height;
        double leanZ = halfZ * (1 - topZ) / height;
        Vec edge = new Vec(x, foot, z);
        set(planes, 0, new Vec(1, leanX, 0), edge.plus(new Vec(halfX, 0, 0)));
        set(planes, 1, new Vec(-1, leanX, 0), edge.plus(new Vec(-halfX, 0, 0)));
        set(planes, 2, new Vec(0, leanZ, 1), edge.plus(new Vec(0, 0, halfZ)));
        set(planes, 3, new Vec(0, leanZ, -1), edge.plus(new Vec(0, 0, -halfZ)));
        set(planes, 4, new Vec(0, 1, 0), edge.plus(new Vec(0, height, 0)));
        set(planes, 5, new Vec(0, -1, 0), edge);
        return new Block(planes);
    }

    private static void set(double[] planes, int face, Vec direction, Vec point) {
        Vec normal = direction.unit();
        planes[4 * face] = normal.x();
        planes[4 * face + 1] = normal.y();
        planes[4 * face + 2] = normal.z();
        planes[4 * face + 3] = normal.dot(point);
    }

    @Override
    public double hit(Ray ray) {
        Vec origin = ray.origin();
        Vec direction = ray.direction();
        double enter = Ray.NEAR;
        double leave = MISS;
        boolean outside = false;
        for (int i = 0; i < planes.length; i += 4) {
            double speed = planes[i] * direction.x() + planes[i + 1] * direction.y() + planes[i + 2] * direction.z();
            double room =
                    planes[i + 3] - planes[i] * origin.x() - planes[i + 1] * origin.y() - planes[i + 2] * origin.z();
            if (speed < 0 && room / speed > enter) {
                enter = room / speed;
                outside = true;
            } else if (speed > 0) {
                leave = Math.min(leave, room / speed);
            } else if (speed == 0 && room < 0) {
                return MISS;
            }
        }
        return outside && enter < leave ? enter : MISS;
    }

    @Override
    public Vec normal(Vec point) {
        int nearest = 0;
        double least = MISS;
        for (int i = 0; i < planes.length; i += 4) {
            double off = Math.abs(
                    planes[i] * point.x() + planes[i + 1] * point.y() + planes[i + 2] * point.z() - planes[i + 3]);
            if (off < least) {
                least = off;
                nearest = i;
            }
        }
        return new Vec(planes[nearest], planes[nearest + 1], planes[nearest + 2]);
    }
}
