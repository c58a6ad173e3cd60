package org.espalier.data.scenes;

import java.util.random.RandomGenerator;
import org.espalier.data.DataSize;

/**
 * The camera: on the road or at its side, facing down the street.
 *
 * @param eye its position
 * @param yaw to the right, radians
 * @param pitch downwards, radians
 * @param roll clockwise, radians
 * @param zoom focal length as a share of the geometric mean of the sides of the picture
 */
record Camera(Vec eye, double yaw, double pitch, double roll, double zoom) {

    static Camera draw(Street street, RandomGenerator random) {
        double offset = Palette.chance(random, 0.8)
                ? street.lane(1) + Palette.range(random, -0.6, 0.6)
                : Palette.range(random, -1, 1) * (street.halfRoad() + 0.8);
        return new Camera(
                new Vec(offset, Palette.range(random, 1.3, 2.4), 0),
                street.yaw(12) + Palette.range(random, -0.14, 0.14),
                Palette.range(random, -0.02, 0.1),
                Palette.range(random, -0.03, 0.03),
                Palette.range(random, 0.75, 1.15));
    }

    /** The ray through a point of the picture, in pixels from its upper left corner. */
    Ray through(double column, double row, DataSize size) {
        double focal = zoom * Math.sqrt(size.pixels());
        double right = column - size.width() / 2.0;
        double down = row - size.height() / 2.0;
        double x = Math.cos(roll) * right - Math.sin(roll) * down;
        double y = -(Math.sin(roll) * right + Math.cos(roll) * down);
        double tilted = Math.cos(pitch) * y - Math.sin(pitch) * focal;
        double ahead = Math.sin(pitch) * y + Math.cos(pitch) * focal;
        return new Ray(
                eye,
                new Vec(x, tilted, ahead).turned(Math.cos(yaw), Math.sin(yaw)).unit());
    }
}
