package org.espalier.engine.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.Optimization;
import org.espalier.engine.Outputs;
import org.espalier.engine.StepRules;
import org.espalier.engine.TrainingStep;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Initializer;
import org.espalier.graph.Op;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.junit.jupiter.api.Test;

/** A draw is one-hot forward and the identity backward, which finite differences cannot test. */
class StraightThroughTest {

    private static final Weight.Named LOGITS =
            new Weight.Named("logits", List.of(2, 3), Role.ARCHITECTURE, Initializer.ZEROS);

    @Test
    void theLargestOfEachRowIsDrawnAndTheGradientPasses() {
        Graph graph = graph();
        Feeds none = Feeds.of(Extent.of(1, 1));
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT64, new Seed(1))) {
            store.write("logits", new double[] {0.2, 0.9, 0.1, 3, -1, 3});
            try (Inference inference = new Inference(graph, store);
                    Outputs outputs = inference.run(none)) {
                assertThat(outputs.doubles("draw")).containsExactly(0, 1, 0, 1, 0, 0);
            }
            Objective sum = new Objective(List.of(new Objective.OfValue("weighed", 1)));
            try (Optimization optimization = new Optimization(store, Optimizer.sgd(0), Set.of(Role.ARCHITECTURE));
                    TrainingStep step = new TrainingStep(graph, sum, optimization, StepRules.of(new Seed(1)))) {
                assertThat(step.run(none, new Moment(0, 0), 0).loss()).isEqualTo(2 + 4);
                assertThat(store.readGradient("logits")).containsExactly(1, 2, 3, 4, 5, 6);
            }
        }
    }

    private static Graph graph() {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("choice");
        Value draw = scope.add("draw", new Op.OneHot(), scope.parameter(LOGITS));
        Value factors = scope.add("factors", new Op.Constant(List.of(2, 3), List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0)));
        builder.output("draw", draw);
        builder.output("weighed", scope.multiply(draw, factors));
        return builder.build();
    }
}
