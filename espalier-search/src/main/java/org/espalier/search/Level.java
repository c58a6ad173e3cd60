package org.espalier.search;

/** Which images weights and architecture parameters learn on. */
public enum Level {
    /** Weights on one half of the training images, architecture parameters on the other, in turns (DARTS, first order; Auto-DeepLab). */
    BILEVEL,
    /** Both on all training images, out of the same back-propagation (SNAS, GAS). */
    SINGLE
}
