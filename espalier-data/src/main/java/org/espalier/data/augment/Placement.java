package org.espalier.data.augment;

import java.util.random.RandomGenerator;
import org.espalier.data.DataSize;

/** Decides where a view lies on the scaled sample. */
@FunctionalInterface
interface Placement {

    /** Every position is equally likely. */
    Placement ANYWHERE = (scale, view, random) -> new Place(random.nextDouble(), random.nextDouble());

    /**
     * A position on each axis, from 0 (aligned with the sample's first pixel) to 1 (aligned with its last).
     *
     * @param rows from top to bottom
     * @param columns from left to right
     */
    record Place(double rows, double columns) {}

    /**
     * Draws a position.
     *
     * @param scale of the sample
     * @param view size of the view
     */
    Place place(double scale, DataSize view, RandomGenerator random);
}
