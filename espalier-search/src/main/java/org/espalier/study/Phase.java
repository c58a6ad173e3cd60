package org.espalier.study;

/** What a study is for: it decides which images score networks, and which seeds the blocks have. */
public enum Phase {
    /** While a method is being changed: scores on {@code select}, a part of {@code train}; seeds from 1. */
    DEVELOPMENT(1),
    /** To confirm: networks learn on all of {@code train} and are scored on {@code val}; seeds from 101. */
    CONFIRMATION(101);

    private final long firstSeed;

    Phase(long firstSeed) {
        this.firstSeed = firstSeed;
    }

    /** The seed of a block; the first block of the phase is 0. */
    long seed(int block) {
        return firstSeed + block;
    }
}
