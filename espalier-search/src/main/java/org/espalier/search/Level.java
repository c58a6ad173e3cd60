package org.espalier.search;

/** Which images weights and architecture parameters learn on. */
public enum Level {
    /**
     * Weights on one half of the training images, architecture parameters on the other, in turns (first-order DARTS,
     * Auto-DeepLab).
     */
    BILEVEL,
    /** Both on all training images, with one back-propagation (SNAS, GAS). */
    SINGLE
}
