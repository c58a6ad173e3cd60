package org.espalier.search;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.espalier.graph.Graph;
import org.espalier.pass.ForImages;
import org.espalier.random.Seed;
import org.espalier.space.Relaxation;
import org.espalier.space.SearchSpace;
import org.espalier.space.Supernet;

/**
 * A space whose supernet and networks are adapted to the images of a data set.
 *
 * @param plain for red, green and blue
 * @param images what adapts them
 * @param <A> architectures of both spaces
 */
record AdaptedSpace<A>(SearchSpace<A> plain, ForImages images) implements SearchSpace<A> {

    @Override
    public Supernet supernet(int classes) {
        return adapted(plain.supernet(classes));
    }

    @Override
    public Supernet supernet(int classes, Relaxation relaxation) {
        return adapted(plain.supernet(classes, relaxation));
    }

    private Supernet adapted(Supernet supernet) {
        return new Supernet(images.apply(supernet.graph()), supernet.choices());
    }

    @Override
    public Graph network(A architecture, int classes) {
        return images.apply(plain.network(architecture, classes));
    }

    @Override
    public Map<String, double[]> decisions(A architecture) {
        return plain.decisions(architecture);
    }

    @Override
    public A decode(Map<String, double[]> weights) {
        return plain.decode(weights);
    }

    @Override
    public SequencedMap<String, A> decodings(Map<String, double[]> weights) {
        return plain.decodings(weights);
    }

    @Override
    public double belief(A architecture, Map<String, double[]> weights) {
        return plain.belief(architecture, weights);
    }

    @Override
    public List<A> covering() {
        return plain.covering();
    }

    @Override
    public A random(Seed seed) {
        return plain.random(seed);
    }

    @Override
    public A mutated(A architecture, Seed seed) {
        return plain.mutated(architecture, seed);
    }
}
