package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.espalier.zoo.Zoo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The hand-designed networks train as a whole, auxiliary heads included. */
class HandDesignedTrainingTest {

    private static final Seed SEED = new Seed(11);
    private static final Extent EXTENT = new Extent(2, 45, 61);

    @ParameterizedTest
    @EnumSource(
            value = Zoo.class,
            names = {"ENET", "BISENETV2"})
    void everyKernelGetsAGradient(Zoo known) {
        Graph network = known.network(SmallNets.CLASSES);
        Set<Role> trained = Set.of(Role.KERNEL, Role.SCALE, Role.BIAS);
        try (WeightStore store = WeightStore.of(network, ElementType.FLOAT32, SEED);
                Optimization sgd = new Optimization(store, new Optimizer.Sgd(0.9, false, Map.of()), trained);
                TrainingStep step = new TrainingStep(
                        Passes.apply(Passes.FOR_TRAINING, network), objective(network), sgd, StepRules.of(SEED))) {
            StepResult result = step.run(Feeds.of(SmallNets.colourBlocks(EXTENT, SEED)), Moment.of(0, 10), 0.01);
            assertThat(result.loss()).isFinite().isPositive();
            for (Weight.Named weight : store.weights().values()) {
                if (weight.role() == Role.KERNEL) {
                    double[] gradient = store.readGradient(weight.name());
                    String place = "gradient of " + weight.name() + ", " + SEED;
                    assertThat(Arrays.stream(gradient).allMatch(Double::isFinite))
                            .as(place)
                            .isTrue();
                    assertThat(Arrays.stream(gradient).anyMatch(value -> value != 0))
                            .as(place)
                            .isTrue();
                }
            }
        }
    }

    private static Objective objective(Graph network) {
        return new Objective(List.copyOf(network.outputs().keySet().stream()
                .map(output ->
                        (Objective.Term) new Objective.OfLogits(Loss.crossEntropy(), output, Objective.LABELS, 1))
                .toList()));
    }
}
