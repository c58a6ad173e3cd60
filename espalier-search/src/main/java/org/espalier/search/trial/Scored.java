package org.espalier.search.trial;

import java.util.Comparator;

/**
 * A trial with its result.
 *
 * @param loss lower is better; NaN if the training failed
 */
public record Scored<A>(Trial<A> trial, double loss) {

    /** Trials that got further first, then those of lower loss; failed ones last. */
    static final Comparator<Scored<?>> BEST_FIRST = Comparator.<Scored<?>, Boolean>comparing(Scored::hasFailed)
            .thenComparingLong(scored -> -scored.trial().steps())
            .thenComparingDouble(Scored::loss)
            .thenComparingInt(scored -> scored.trial().number());

    /** Whether the training failed. */
    boolean hasFailed() {
        return Double.isNaN(loss);
    }
}
