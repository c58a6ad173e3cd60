package org.espalier.search;

import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.cost.Cost;
import org.espalier.deploy.ModelConfig;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;

/**
 * An architecture that a search proposes.
 *
 * @param origin the name of a decoding rule or of a trial
 * @param blueprint of its network
 * @param steps of training before the evaluation; 0 if there was none
 * @param loss of the evaluation, if there was one; lower is better
 * @param multiplyAdds of the network for one image of the search's size
 * @param predictedMillis latency by the search's table, if it has one
 */
public record Candidate(
        String origin,
        Blueprint blueprint,
        long steps,
        Optional<Double> loss,
        long multiplyAdds,
        Optional<Double> predictedMillis) {

    /**
     * A candidate that has not been evaluated.
     *
     * @param network of the blueprint, for the classes and images of the search
     * @param extent one image of the search's size
     */
    public static Candidate of(String origin, Blueprint blueprint, Graph network, Extent extent) {
        return new Candidate(origin, blueprint, 0, Optional.empty(), multiplyAdds(network, extent), Optional.empty());
    }

    /** A copy with the result of an evaluation. */
    public Candidate evaluated(long trainedSteps, double evaluatedLoss) {
        return new Candidate(
                origin, blueprint, trainedSteps, Optional.of(evaluatedLoss), multiplyAdds, predictedMillis);
    }

    /** A copy with a predicted latency. */
    public Candidate predicted(double millis) {
        return new Candidate(origin, blueprint, steps, loss, multiplyAdds, Optional.of(millis));
    }

    /** Multiply-adds of a network in inference form, without auxiliary heads. */
    static long multiplyAdds(Graph network, Extent extent) {
        return Cost.of(ModelConfig.inferenceForm(network), extent).multiplyAdds();
    }
}
