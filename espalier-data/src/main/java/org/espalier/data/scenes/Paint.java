package org.espalier.data.scenes;

/** The colour of a surface: the share of red, green and blue light that it reflects. */
@FunctionalInterface
interface Paint {

    /**
     * @param point of the surface, in the figure's own coordinates
     * @param normal of the surface there
     */
    Vec at(Vec point, Vec normal);

    /** A single colour. */
    static Paint plain(Vec color) {
        return (point, normal) -> color;
    }

    /** A colour that varies by up to {@code strength} with grains of {@code 1/perMetre}. */
    static Paint grainy(Vec color, Noise noise, double perMetre, double strength) {
        return (point, normal) -> color.times(1 + strength * (2 * noise.cloudy(point.times(perMetre), 2) - 1));
    }
}
