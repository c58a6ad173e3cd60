package org.espalier.search.trial;

import java.util.List;
import java.util.Optional;

/**
 * Proposes the trials of a search: random search, successive halving, evolution. It has an ask-and-tell interface:
 * {@link #ask} proposes one trial, {@link #tell} reports its loss before the next.
 *
 * <p>Proposals depend only on the seed and on the reported losses. A resumed search creates a new strategy and replays
 * the results so far.
 *
 * @param <A> architectures
 */
public interface Strategy<A> {

    /** Proposes the next trial; empty when the search is over. */
    Optional<Trial<A>> ask();

    /**
     * Reports the result of the proposed trial.
     *
     * @param loss lower is better
     */
    void tell(Trial<A> trial, double loss);

    /** The evaluated candidates, best first, each architecture once. */
    List<Scored<A>> ranked();
}
