package org.espalier.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The widest vectors of floats that this machine handles well. */
final class Lanes {

    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Floats in a vector: 4, 8 or 16. */
    static final int COUNT = SPECIES.length();

    private Lanes() {}

    /** The least multiple of {@link #COUNT} that is not below {@code length}. */
    static int roundUp(int length) {
        return Math.ceilDiv(length, COUNT) * COUNT;
    }

    /** The least length that is a whole number of pixels and of blocks of {@code vectors} vectors. */
    static int wholePixels(int channels, int vectors) {
        int block = vectors * COUNT;
        return channels / greatestCommonDivisor(channels, block) * block;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
