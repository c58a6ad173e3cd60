package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;
import org.espalier.label.Batch;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.safetensors.Tensors;
import org.espalier.schedule.Moment;
import org.junit.jupiter.api.Test;

class FrozenTest {

    private static final Seed SEED = new Seed(1);
    private static final Set<Role> WEIGHTS = Set.of(Role.KERNEL, Role.SCALE, Role.BIAS);
    private static final Frozen FROZEN = new Frozen(List.of("block_0"));

    @Test
    void frozenWeightsDoNotMoveAndTheRestMovesAsWithoutFreezing() {
        Graph graph = SmallNets.segmenter(8);
        Batch batch = SmallNets.colourBlocks(new Extent(2, 17, 20), SEED);
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT64, SEED);
                WeightStore unfrozen = store.copy();
                Optimization some = new Optimization(store, Optimizer.sgd(1e-2), WEIGHTS, FROZEN);
                Optimization all = new Optimization(unfrozen, Optimizer.sgd(1e-2), WEIGHTS);
                TrainingStep freezing = step(graph, some);
                TrainingStep moving = step(graph, all)) {
            Tensors before = store.toTensors();
            freezing.run(Feeds.of(batch), Moment.of(0, 9), 0.1);
            moving.run(Feeds.of(batch), Moment.of(0, 9), 0.1);
            graph.weights().values().stream()
                    .filter(weight -> WEIGHTS.contains(weight.role()))
                    .forEach(weight -> {
                        double[] values = store.read(weight.name());
                        if (FROZEN.holds(weight)) {
                            assertThat(values)
                                    .as(weight.name())
                                    .containsExactly(before.get(weight.name()).doubles());
                            assertThat(store.readGradient(weight.name())).containsOnly(0);
                            assertThat(unfrozen.read(weight.name())).isNotEqualTo(values);
                        } else {
                            assertThat(values).as(weight.name()).containsExactly(unfrozen.read(weight.name()));
                        }
                    });
        }
    }

    @Test
    void aScopeWithoutWeightsIsRejectedWithTheKnownOnes() {
        assertThatThrownBy(() -> new Frozen(List.of("block_0", "block")).requireIn(SmallNets.segmenter(8)))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("frozen scope block: this network has no weights in it")
                .hasMessageContaining("did you mean block_0")
                .hasMessageContaining("block_0");
    }

    @Test
    void anyBeginningOfANameUpToADotAndAnyWholeNameIsAScope() {
        Graph graph = SmallNets.segmenter(8);
        Weight.Named weight = graph.weights().firstEntry().getValue();
        String name = weight.name();
        String inner = name.substring(0, name.lastIndexOf('.'));
        for (String scope : List.of(name, inner, inner.split("\\.", -1)[0])) {
            Frozen frozen = new Frozen(List.of(scope));
            frozen.requireIn(graph);
            assertThat(frozen.holds(weight)).as(scope).isTrue();
        }
        String cut = name.substring(0, name.length() - 1);
        assertThat(new Frozen(List.of(cut)).holds(weight)).isFalse();
        assertThatThrownBy(() -> new Frozen(List.of(cut)).requireIn(graph))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("frozen scope " + cut + ":")
                .hasMessageContaining("did you mean " + name + "?");
    }

    private static TrainingStep step(Graph graph, Optimization optimization) {
        return new TrainingStep(graph, Objective.of(Loss.crossEntropy(), "logits"), optimization, StepRules.of(SEED));
    }
}
