package org.espalier.search.diagnosis;

/** Warnings about a search. {@code docs/search.md} says what to do about each. */
public enum SearchWarning {
    /** At the signal-to-noise ratio of the gradients so far, the search has too few architecture steps. */
    FEWER_STEPS_THAN_NOISE_NEEDS,
    /** After half of the architecture steps, margins are not larger than under the null. */
    MARGINS_WITHIN_NOISE,
    /** The temperature has fallen most of the way before the first architecture step. */
    ANNEALING_ENDS_BEFORE_CHOICES_OPEN,
    /** Options are sampled so seldom that their weights hardly learn. */
    PATHS_DRAWN_TOO_SELDOM,
    /** Atrous convolutions in the supernet's head read mostly padding. */
    HEAD_RATES_BEYOND_MAP,
    /** More than half of the decoded operations are skips or pools. */
    MOSTLY_SKIPS_OR_POOLS
}
