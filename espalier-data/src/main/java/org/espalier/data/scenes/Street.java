package org.espalier.data.scenes;

import java.util.random.RandomGenerator;

/**
 * The plan of a street: a road along z that may bend, pavements, and possibly a side street.
 *
 * @param bend sideways metres per square metre ahead
 * @param slant sideways metres per metre ahead
 * @param halfRoad half the width of the road
 * @param pavement width of the pavement before the houses
 * @param crossing where the side street begins; far beyond the haze if there is none
 * @param crossingWidth width of the side street
 * @param zebra where pedestrians cross
 * @param drivesRight whether traffic keeps to the right
 */
record Street(
        double bend,
        double slant,
        double halfRoad,
        double pavement,
        double crossing,
        double crossingWidth,
        double zebra,
        boolean drivesRight) {

    static final double END = 110;

    private static final double NEVER = 1e6;
    private static final double ZEBRA_LENGTH = 3.5;

    static Street draw(RandomGenerator random) {
        return new Street(
                Palette.range(random, -0.0016, 0.0016),
                Palette.range(random, -0.06, 0.06),
                Palette.range(random, 3.2, 5.4),
                Palette.range(random, 2.2, 4.5),
                Palette.chance(random, 0.45) ? Palette.range(random, 16, 60) : NEVER,
                Palette.range(random, 6, 10),
                Palette.chance(random, 0.35) ? Palette.range(random, 7, 30) : NEVER,
                Palette.chance(random, 0.7));
    }

    /** Sideways position of the middle of the road. */
    double center(double z) {
        return bend * z * z + slant * z;
    }

    /** Direction of the road at z, as the yaw of objects along it. */
    double yaw(double z) {
        return Math.atan(2 * bend * z + slant);
    }

    /** A point beside the middle of the road; positive is to the right. */
    Vec beside(double offset, double z) {
        return new Vec(center(z) + offset, 0, z);
    }

    /** The lane of traffic that drives away from us (1) or towards us (-1): offset of its middle. */
    double lane(int direction) {
        return direction * (drivesRight ? 1 : -1) * halfRoad / 2;
    }

    /** From the middle of the road to the fronts of the houses. */
    double houseFront() {
        return halfRoad + pavement;
    }

    boolean onCrossing(double z) {
        return z > crossing && z < crossing + crossingWidth;
    }

    boolean onZebra(double z) {
        return z > zebra && z < zebra + ZEBRA_LENGTH;
    }

    boolean isRoad(double x, double z) {
        return Math.abs(x - center(z)) < halfRoad || onCrossing(z);
    }
}
