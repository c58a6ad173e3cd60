package org.espalier.search;

import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.blueprint.BudgetFit;
import org.espalier.budget.Budget;
import org.espalier.deploy.ModelConfig;
import org.espalier.deploy.profile.NetworkTimer;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.pass.Passes;

/**
 * The latency of the network that a search found.
 *
 * @param budgetMillis the budget, if there was one
 * @param predictedMillis latency predicted by the table
 * @param extent the image that both are for
 * @param threads number of threads that the table was measured with
 */
public record LatencyOutcome(Optional<Double> budgetMillis, double predictedMillis, Extent extent, int threads) {

    /** The latency of a network with widths by a budget; empty if the budget is not a time. */
    static Optional<LatencyOutcome> of(BudgetFit fit, Blueprint fitted) {
        return fit.budget() instanceof Budget.Latency time
                ? Optional.of(new LatencyOutcome(
                        Optional.of(time.millis()),
                        fit.cost(fitted),
                        fit.extent(),
                        fit.table().orElseThrow().device().threads()))
                : Optional.empty();
    }

    /**
     * Measures a network on this machine: exported with random weights, in ONNX Runtime, with the image and the threads
     * of the prediction.
     *
     * @param network as it is trained
     * @return milliseconds
     */
    public double measuredMillis(Graph network) {
        Graph exported = Passes.apply(Passes.FOR_EXPORT, ModelConfig.inferenceForm(network));
        return NetworkTimer.millis(exported, extent, threads);
    }
}
