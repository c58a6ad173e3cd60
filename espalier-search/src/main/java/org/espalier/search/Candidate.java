package org.espalier.search;

import java.util.List;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.cost.Cost;
import org.espalier.deploy.ModelConfig;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;

/**
 * An architecture that a search proposes.
 *
 * @param origin the name of a decoding rule, or the number of a candidate
 * @param blueprint of its network
 * @param steps of training before the last evaluation; 0 if there was none
 * @param loss of the last evaluation, if there was one; lower is better
 * @param rungs all evaluations, in the order of their steps
 * @param multiplyAdds of the network for one image of the search's size
 * @param predictedMillis latency by the search's table, if it has one
 */
public record Candidate(
        String origin,
        Blueprint blueprint,
        long steps,
        Optional<Double> loss,
        List<Rung> rungs,
        long multiplyAdds,
        Optional<Double> predictedMillis) {

    public Candidate {
        rungs = List.copyOf(rungs);
    }

    /** The loss after a number of training steps. */
    public record Rung(long steps, double loss) {}

    /**
     * A candidate that has not been evaluated.
     *
     * @param network of the blueprint, for the classes and images of the search
     * @param extent one image of the search's size
     */
    public static Candidate of(String origin, Blueprint blueprint, Graph network, Extent extent) {
        return new Candidate(
                origin, blueprint, 0, Optional.empty(), List.of(), multiplyAdds(network, extent), Optional.empty());
    }

    /**
     * A copy with the results of evaluations.
     *
     * @param results one or more, in the order of their steps
     */
    public Candidate evaluated(List<Rung> results) {
        Rung last = results.getLast();
        return new Candidate(
                origin, blueprint, last.steps(), Optional.of(last.loss()), results, multiplyAdds, predictedMillis);
    }

    /** A copy with a predicted latency. */
    public Candidate predicted(double millis) {
        return new Candidate(origin, blueprint, steps, loss, rungs, multiplyAdds, Optional.of(millis));
    }

    /** Multiply-adds of a network in inference form, without auxiliary heads. */
    static long multiplyAdds(Graph network, Extent extent) {
        return Cost.of(ModelConfig.inferenceForm(network), extent).multiplyAdds();
    }
}
