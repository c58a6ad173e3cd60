package org.espalier.space;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.espalier.graph.Graph;
import org.espalier.random.Seed;

/**
 * A set of networks as a function of decisions. From the same cell functions it gives three graphs: the supernet (all open), the restricted
 * supernet (an architecture's decisions made, the same names), and the network that is retrained.
 *
 * <p>The contract, tested for every space: {@code restricted(a)} computes what the supernet computes when its choices weigh as
 * {@link #decisions} says.
 *
 * @param <A> the space's architectures: plain data, records
 */
public interface SearchSpace<A> {

    /** The relaxed network for a number of classes. */
    Supernet supernet(int classes, Relaxation relaxation);

    /** The relaxed network, relaxed as is usual for the space: by softmax, if it does not say otherwise. */
    default Supernet supernet(int classes) {
        return supernet(classes, Relaxation.SOFTMAX);
    }

    /** The weights that an architecture gives to every choice's options. */
    Map<String, double[]> decisions(A architecture);

    /** The supernet with an architecture's decisions made. */
    default Graph restricted(A architecture, int classes) {
        return supernet(classes).restricted(decisions(architecture));
    }

    /** The network of an architecture, as it is trained from scratch. Output {@value Supernet#LOGITS}. */
    Graph network(A architecture, int classes);

    /**
     * The architecture that weights of choices stand for.
     *
     * @param weights the weights of every choice's options, by the choice's name
     */
    A decode(Map<String, double[]> weights);

    /**
     * The architectures that weights of choices decode to, by the name of the decoding rule; the first is that of {@link #decode}.
     *
     * @param weights the weights of every choice's options, by the choice's name
     */
    default SequencedMap<String, A> decodings(Map<String, double[]> weights) {
        SequencedMap<String, A> decodings = new LinkedHashMap<>();
        decodings.put("default", decode(weights));
        return decodings;
    }

    /**
     * How much weights of choices speak for an architecture: the natural logarithm of its probability, less that of the
     * architecture that {@link #decode} gives. It is 0 for that one and at most 0 for others, except where a space says
     * so. Choices that the network does not read count as if they were decoded: they add nothing.
     *
     * <p>For choices that do not depend on each other: the sum of the logarithms of the weights of the options taken,
     * each over the largest weight of its choice. Spaces that decode by other rules have a sum that agrees with these.
     *
     * @param weights the weights of every choice's options, by the choice's name
     */
    default double belief(A architecture, Map<String, double[]> weights) {
        return Belief.sum(decisions(architecture), weights);
    }

    /** Architectures that have every operation of the space between them, so that it can be measured as a whole; none if the space cannot say. */
    default List<A> covering() {
        return List.of();
    }

    /** A random architecture, every one that {@link #decode} can give being possible. */
    A random(Seed seed);

    /**
     * An architecture that differs from another in one choice, drawn at random; the other one itself where the space
     * has no second. The network may be the same: some spaces have choices that nothing reads. Spaces whose choices
     * depend on each other have rules of their own.
     */
    default A mutated(A architecture, Seed seed) {
        return Mutation.of(this, architecture, seed);
    }
}
