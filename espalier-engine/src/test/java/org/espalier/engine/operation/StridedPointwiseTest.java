package org.espalier.engine.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.LibTorch;
import org.espalier.engine.Optimization;
import org.espalier.engine.StepResult;
import org.espalier.engine.StepRules;
import org.espalier.engine.TrainingStep;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.junit.jupiter.api.Test;

class StridedPointwiseTest {

    /**
     * libtorch's own strided 1 x 1 convolution of 2 channels crashes the process here within some steps, on one thread
     * without AVX-512.
     */
    @Test
    void strided1x1ConvolutionOfFewChannelsTrains() {
        int threads = LibTorch.threads();
        LibTorch.setThreads(1);
        Graph graph = network();
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT32, new Seed(1));
                Optimization optimization =
                        new Optimization(store, new Optimizer.Sgd(0, false, Map.of()), Set.of(Role.KERNEL));
                TrainingStep step = new TrainingStep(
                        graph, Objective.of(Loss.crossEntropy(), "logits"), optimization, StepRules.of(new Seed(2)))) {
            Extent extent = new Extent(4, 24, 32);
            Feeds feeds =
                    Feeds.ofImages(extent, new byte[4 * 24 * 32 * 3]).labels(Objective.LABELS, new byte[4 * 24 * 32]);
            StepResult last = step.run(feeds, new Moment(0, 0), 0.1);
            for (int i = 1; i < 50; i++) {
                last = step.run(feeds, Moment.of(i, 50), 0.1);
            }
            assertThat(last.moved()).isTrue();
        } finally {
            LibTorch.setThreads(threads);
        }
    }

    private static Graph network() {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("net");
        Value x = scope.conv(builder.image(), 2, 3, 2);
        for (int i = 0; i < 2; i++) {
            x = scope.conv(scope.relu(x), 2, 1, 2);
        }
        builder.output("logits", scope.resize(x, 1));
        return builder.build();
    }
}
