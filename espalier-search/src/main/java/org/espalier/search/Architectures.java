package org.espalier.search;

import org.espalier.blueprint.Blueprint;
import org.espalier.random.Seed;
import org.espalier.search.ArchitectureSearch.Naming;
import org.espalier.space.SearchSpace;

/**
 * The architectures of a method, drawn and changed at random: what a searcher without a supernet needs.
 *
 * @param <A> architectures: plain data, records
 */
public interface Architectures<A> {

    /** A random architecture. */
    A random(Seed seed);

    /** An architecture that differs from another in one choice; see {@link SearchSpace#mutated}. */
    A mutated(A architecture, Seed seed);

    /** The blueprint of an architecture's network, with the configured widths. */
    Blueprint blueprint(A architecture, int classes);

    /** The architectures of a single space. */
    static <A> Architectures<A> of(SearchSpace<A> space, Naming<A> naming) {
        return new Architectures<>() {
            @Override
            public A random(Seed seed) {
                return space.random(seed);
            }

            @Override
            public A mutated(A architecture, Seed seed) {
                return space.mutated(architecture, seed);
            }

            @Override
            public Blueprint blueprint(A architecture, int classes) {
                return naming.blueprint(architecture, classes);
            }
        };
    }
}
