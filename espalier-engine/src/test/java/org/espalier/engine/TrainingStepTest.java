package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.label.Batch;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.junit.jupiter.api.Test;

class TrainingStepTest {

    private static final Set<Role> WEIGHTS = Set.of(Role.KERNEL, Role.SCALE, Role.BIAS);
    private static final Objective OBJECTIVE = Objective.of(Loss.crossEntropy(), "logits");

    @Test
    void learnsToTellColoursApart() {
        Graph graph = SmallNets.segmenter(8);
        Seed seed = new Seed(1);
        Batch batch = SmallNets.colourBlocks(new Extent(2, 33, 40), seed);
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT32, seed);
                Optimization optimization = new Optimization(store, Optimizer.sgd(1e-4), WEIGHTS);
                TrainingStep step = new TrainingStep(graph, OBJECTIVE, optimization, StepRules.of(seed))) {
            double first = step.run(Feeds.of(batch), Moment.of(0, 60), 0.1).loss();
            double last = first;
            for (int index = 1; index < 60; index++) {
                last = step.run(Feeds.of(batch), Moment.of(index, 60), 0.1).loss();
            }
            assertThat(first).isBetween(0.8, 2.5);
            assertThat(last).isLessThan(0.35);
            try (Inference inference = new Inference(graph, store);
                    Outputs outputs = inference.run(Feeds.of(batch))) {
                byte[] found = outputs.classes("logits");
                int right = 0;
                for (int pixel = 0; pixel < found.length; pixel++) {
                    right += found[pixel] == batch.labels()[pixel] ? 1 : 0;
                }
                assertThat((double) right / found.length).isGreaterThan(0.85);
            }
        }
    }
}
