package org.espalier.search.diagnosis;

/** What can be wrong with a search, by name. {@code docs/search.md} says what to do about each. */
public enum SearchWarning {
    /** The gradients measured so far would need more architecture steps than the search has. */
    FEWER_STEPS_THAN_NOISE_NEEDS,
    /** Half of the architecture steps are done and margins are what gradients without signal would give. */
    MARGINS_WITHIN_NOISE,
    /** The temperature has fallen most of its way when the first architecture step comes. */
    ANNEALING_ENDS_BEFORE_CHOICES_OPEN,
    /** Atrous convolutions of the supernet's head read mostly padding. */
    HEAD_RATES_BEYOND_MAP,
    /** More than half of the operations that were decoded are skips or pools. */
    MOSTLY_SKIPS_OR_POOLS
}
