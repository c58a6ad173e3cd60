package org.espalier.data.scenes;

import org.espalier.random.Seed;

/** Smooth random numbers in space: one for each point of the integer grid, with interpolation. */
record Noise(Seed seed) {

    /** 0..1, changing over distances of about 1. */
    double at(Vec point) {
        double fx = Math.floor(point.x());
        double fy = Math.floor(point.y());
        double fz = Math.floor(point.z());
        long x = (long) fx;
        long y = (long) fy;
        long z = (long) fz;
        double tx = smooth(point.x() - fx);
        double ty = smooth(point.y() - fy);
        double tz = smooth(point.z() - fz);
        double low = mix(line(x, y, z, tx), line(x, y + 1, z, tx), ty);
        double high = mix(line(x, y, z + 1, tx), line(x, y + 1, z + 1, tx), ty);
        return mix(low, high, tz);
    }

    /** 0..1 with detail at distances of 1, 1/2, 1/4, ... */
    double cloudy(Vec point, int octaves) {
        double sum = 0;
        double weight = 0.5;
        double total = 0;
        Vec at = point;
        for (int i = 0; i < octaves; i++) {
            sum += weight * at(at);
            total += weight;
            weight /= 2;
            at = new Vec(2 * at.x() + 17.3, 2 * at.y() + 5.1, 2 * at.z() + 9.7);
        }
        return sum / total;
    }

    /** 0..1, unrelated for any two grid points. */
    double cell(long x, long y, long z) {
        return seed.uniform(x * 73_856_093L ^ y * 19_349_663L ^ z * 83_492_791L);
    }

    private double line(long x, long y, long z, double share) {
        return mix(cell(x, y, z), cell(x + 1, y, z), share);
    }

    private static double mix(double a, double b, double share) {
        return a + (b - a) * share;
    }

    private static double smooth(double share) {
        return share * share * (3 - 2 * share);
    }
}
