package org.espalier.search;

import java.util.List;
import java.util.Set;
import org.espalier.engine.ElementType;
import org.espalier.engine.MapLayout;
import org.espalier.engine.Optimization;
import org.espalier.engine.StepRules;
import org.espalier.engine.TrainingStep;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.pass.Pass;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.space.Supernet;

/**
 * The two steps of a bilevel search: one moves the weights and takes the architecture as it is, the other moves the architecture. Both act on one
 * store.
 *
 * @param weights values of the supernet's weights
 * @param weightOptimization moves kernels, scales and biases
 * @param architectureOptimization moves architecture parameters
 */
record BilevelSteps(
        WeightStore weights,
        Optimization weightOptimization,
        Optimization architectureOptimization,
        TrainingStep weightStep,
        TrainingStep architectureStep)
        implements AutoCloseable {

    /** Rules of both steps. */
    record Rules(Optimizer weights, Optimizer architecture, double maximumGradientNorm) {}

    /**
     * Steps at the beginning of a search.
     *
     * @param passes rewrite the graph of the supernet's class scores
     * @param seed of the initial weights
     */
    static BilevelSteps of(
            Supernet supernet,
            List<Pass> passes,
            Objective objective,
            Rules rules,
            StepRules stepRules,
            Seed seed,
            MapLayout layout) {
        Graph graph = Passes.apply(passes, supernet.scores());
        WeightStore weights = WeightStore.of(supernet.graph().weights().values(), ElementType.FLOAT32, seed, layout);
        Optimization ofWeights = new Optimization(weights, rules.weights, Set.of(Role.KERNEL, Role.SCALE, Role.BIAS));
        Optimization ofArchitecture = new Optimization(weights, rules.architecture, Set.of(Role.ARCHITECTURE));
        return new BilevelSteps(
                weights,
                ofWeights,
                ofArchitecture,
                new TrainingStep(graph, objective, ofWeights, stepRules.clippedTo(rules.maximumGradientNorm)),
                new TrainingStep(graph, objective, ofArchitecture, stepRules));
    }

    @Override
    public void close() {
        weightStep.close();
        architectureStep.close();
        weightOptimization.close();
        architectureOptimization.close();
        weights.close();
    }
}
