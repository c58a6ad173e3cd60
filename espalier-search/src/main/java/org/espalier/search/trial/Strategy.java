package org.espalier.search.trial;

import java.util.List;
import java.util.Optional;

/**
 * Which architectures are evaluated, and for how many steps: random search, successive halving, evolution. A strategy asks for one trial at
 * a time and is told its result before the next.
 *
 * <p>What a strategy asks for depends on its seed and on what it was told, on nothing else: a resumed search starts a new strategy and tells it
 * the results so far.
 *
 * @param <A> architectures
 */
public interface Strategy<A> {

    /** The next trial; none once the search is over. */
    Optional<Trial<A>> ask();

    /**
     * The result of a trial that was asked for.
     *
     * @param loss smaller is better
     */
    void tell(Trial<A> trial, double loss);

    /** The trials that propose an architecture, the best first, each architecture once. */
    List<Scored<A>> ranked();
}
