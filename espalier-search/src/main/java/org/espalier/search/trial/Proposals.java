package org.espalier.search.trial;

import java.util.Optional;

/**
 * Proposes the architectures that a search begins to train, none of them twice.
 *
 * @param <A> architectures
 */
interface Proposals<A> {

    /** The next architecture; empty if there are no more. */
    Optional<A> next();

    /**
     * Reports the loss of an architecture that was proposed, after as many steps as of all others.
     *
     * @param loss lower is better; NaN if the training failed
     */
    default void tell(A architecture, double loss) {}
}
