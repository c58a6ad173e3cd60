package org.espalier.search;

import java.util.Map;
import org.espalier.blueprint.Blueprint;
import org.espalier.random.Seed;
import org.espalier.search.ArchitectureSearch.Naming;
import org.espalier.space.SearchSpace;

/**
 * The architectures of a method, drawn and changed at random: what a searcher without a supernet needs; and judged by
 * the choices of a supernet.
 *
 * @param <A> architectures: plain data, records
 */
public interface Architectures<A> {

    /** A random architecture. */
    A random(Seed seed);

    /** An architecture that differs from another in one choice; see {@link SearchSpace#mutated}. */
    A mutated(A architecture, Seed seed);

    /**
     * How much the choice weights of the method's search speak for an architecture; see {@link SearchSpace#belief}.
     *
     * @param weights the weights of the options of all choices of all stages, by the choice's name
     */
    double belief(A architecture, Map<String, double[]> weights);

    /**
     * The architecture that the choice weights of the method's search stand for.
     *
     * @param weights as of {@link #belief}
     */
    A decode(Map<String, double[]> weights);

    /**
     * A random architecture that is the likelier the more the choice weights speak for it: what they decode to when
     * their logarithms have Gumbel noise. Where choices are independent these are draws by their weights (the
     * Gumbel-max trick); where a rule joins them, such as the best path, they are perturb-and-MAP draws (Papandreou and
     * Yuille, ICCV 2011).
     *
     * @param weights as of {@link #belief}
     */
    default A drawn(Map<String, double[]> weights, Seed seed) {
        return decode(Perturbation.of(weights, seed));
    }

    /**
     * An architecture's choices as numbers, by name: 1 for an option that is taken, none for others; what a model of
     * losses learns from.
     */
    Map<String, Double> features(A architecture);

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
            public double belief(A architecture, Map<String, double[]> weights) {
                return space.belief(architecture, weights);
            }

            @Override
            public A decode(Map<String, double[]> weights) {
                return space.decode(weights);
            }

            @Override
            public Map<String, Double> features(A architecture) {
                return Features.of(space.decisions(architecture));
            }

            @Override
            public Blueprint blueprint(A architecture, int classes) {
                return naming.blueprint(architecture, classes);
            }
        };
    }
}
