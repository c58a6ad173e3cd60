package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Initializer;
import org.espalier.graph.Op;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;
import org.espalier.label.Batch;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.problem.Failure;
import org.espalier.random.Seed;
import org.espalier.safetensors.Tensors;
import org.espalier.schedule.Moment;
import org.junit.jupiter.api.Test;

class TrainingStepTest {

    private static final Set<Role> WEIGHTS = Set.of(Role.KERNEL, Role.SCALE, Role.BIAS);
    private static final Objective OBJECTIVE = Objective.of(Loss.crossEntropy(), "logits");
    private static final Seed SEED = new Seed(1);
    private static final Optimizer SGD = Optimizer.sgd(1e-4);

    @Test
    void trainingSeparatesColours() {
        Graph graph = SmallNets.segmenter(8);
        Batch batch = SmallNets.colourBlocks(new Extent(2, 33, 40), SEED);
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT32, SEED);
                Optimization optimization = new Optimization(store, SGD, WEIGHTS);
                TrainingStep step = new TrainingStep(graph, OBJECTIVE, optimization, StepRules.of(SEED));
                Inference inference = new Inference(graph, store)) {
            double first = step.run(Feeds.of(batch), Moment.of(0, 60), 0.1).loss();
            double last = first;
            for (int index = 1; index < 60; index++) {
                last = step.run(Feeds.of(batch), Moment.of(index, 60), 0.1).loss();
            }
            assertThat(first).isBetween(0.8, 2.5);
            assertThat(last).isLessThan(0.35);
            try (Outputs outputs = inference.run(Feeds.of(batch))) {
                byte[] found = outputs.classes("logits");
                int right = 0;
                for (int pixel = 0; pixel < found.length; pixel++) {
                    right += found[pixel] == batch.labels()[pixel] ? 1 : 0;
                }
                assertThat((double) right / found.length).isGreaterThan(0.85);
            }
        }
    }

    @Test
    void aNonFiniteStepChangesNothing() {
        Graph graph = logOfParameter();
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT32, SEED);
                Optimization optimization = new Optimization(store, SGD, WEIGHTS);
                TrainingStep step = step(graph, optimization, StepRules.of(SEED).stoppingAfter(3))) {
            assertThat(step.run(feeds(1), Moment.of(0, 9), 0.1).moved()).isTrue();
            Tensors weights = store.toTensors();
            Tensors momenta = optimization.toTensors();
            StepResult result = step.run(feeds(-1), Moment.of(1, 9), 0.1);
            assertThat(result.moved()).isFalse();
            assertThat(result.loss()).isNaN();
            assertThat(store.toTensors()).isEqualTo(weights);
            assertThat(optimization.toTensors()).isEqualTo(momenta);
            assertThat(step.run(feeds(1), Moment.of(2, 9), 0.1).moved()).isTrue();
            assertThat(store.toTensors()).isNotEqualTo(weights);
        }
    }

    @Test
    void theRunStopsAtTheLimitAndNamesTheNode() {
        Graph graph = logOfParameter();
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT32, SEED);
                Optimization optimization = new Optimization(store, SGD, WEIGHTS);
                TrainingStep step = step(graph, optimization, StepRules.of(SEED).stoppingAfter(2))) {
            step.run(feeds(-1), Moment.of(0, 9), 0.1);
            Tensors weights = store.toTensors();
            assertThatThrownBy(() -> step.run(feeds(-1), Moment.of(1, 9), 0.1))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("step 1 is not finite (loss NaN")
                    .hasMessageContaining("stops at 2 such steps")
                    .hasMessageContaining("node tail.log (Log)");
            assertThat(store.toTensors()).isEqualTo(weights);
        }
    }

    @Test
    void anInfiniteGradientOfFiniteValuesIsReported() {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("root");
        Value x = scope.parameter(new Weight.Named("tiny", List.of(1), Role.KERNEL, new Initializer.Constant(1e-310)));
        builder.output("y", scope.add("log", new Op.Log(), x));
        Graph graph = builder.build();
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT64, SEED);
                Optimization optimization = new Optimization(store, SGD, WEIGHTS);
                TrainingStep step = step(graph, optimization, StepRules.of(SEED))) {
            assertThatThrownBy(() -> step.run(Feeds.of(Extent.of(1, 1)), Moment.of(0, 1), 0.1))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("the first gradient that is not finite is that of weight tiny");
        }
    }

    @Test
    void weightAndArchitectureStepsDoNotChangeEachOthersWeights() {
        Graph graph = mixture();
        Batch batch = SmallNets.colourBlocks(new Extent(2, 9, 9), SEED);
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT64, SEED);
                Optimization ofWeights = new Optimization(store, SGD, WEIGHTS);
                Optimization ofArchitecture = new Optimization(store, Optimizer.adam(1e-3), Set.of(Role.ARCHITECTURE));
                TrainingStep weightStep = new TrainingStep(graph, OBJECTIVE, ofWeights, StepRules.of(SEED));
                TrainingStep architectureStep =
                        new TrainingStep(graph, OBJECTIVE, ofArchitecture, StepRules.of(SEED))) {
            double[] alpha = store.read("alpha");
            double[] kernel = store.read("head.classifier.weight");
            weightStep.run(Feeds.of(batch), Moment.of(0, 2), 0.1);
            assertThat(store.read("alpha")).isEqualTo(alpha);
            double[] moved = store.read("head.classifier.weight");
            assertThat(moved).isNotEqualTo(kernel);
            architectureStep.run(Feeds.of(batch), Moment.of(0, 2), 0.1);
            assertThat(store.read("alpha")).isNotEqualTo(alpha);
            assertThat(store.read("head.classifier.weight")).isEqualTo(moved);
        }
    }

    @Test
    void theObjectiveIsTheSumOfTermsTimesFactors() {
        Graph graph = mixture();
        Batch batch = SmallNets.colourBlocks(new Extent(2, 9, 9), SEED);
        Objective objective = OBJECTIVE.plus(0.5, "cost");
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT64, SEED);
                Optimization optimization = new Optimization(store, SGD, Set.of(Role.ARCHITECTURE));
                TrainingStep step = new TrainingStep(graph, objective, optimization, StepRules.of(SEED))) {
            StepResult result = step.run(Feeds.of(batch), Moment.of(0, 1), 0);
            assertThat(result.terms()).hasSize(2);
            assertThat(result.loss())
                    .isCloseTo(result.terms().get(0) + 0.5 * result.terms().get(1), within(1e-12));
        }
    }

    @Test
    void repeatedTrainingGivesTheSameBits() {
        Graph graph = SmallNets.segmenter(4);
        Batch batch = SmallNets.colourBlocks(new Extent(2, 17, 20), SEED);
        Tensors[] after = new Tensors[2];
        for (int attempt = 0; attempt < 2; attempt++) {
            try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT32, SEED);
                    Optimization optimization = new Optimization(store, SGD, WEIGHTS);
                    TrainingStep step = new TrainingStep(graph, OBJECTIVE, optimization, StepRules.of(SEED))) {
                for (int index = 0; index < 3; index++) {
                    step.run(Feeds.of(batch), Moment.of(index, 3), 0.1);
                }
                after[attempt] = store.toTensors();
            }
        }
        assertThat(after[0]).isEqualTo(after[1]);
    }

    @Test
    void logitsThatDifferInSizeFromTheLabelsAreRejected() {
        GraphBuilder builder = new GraphBuilder();
        builder.output("logits", builder.scope("head").conv(builder.image(), 3, 3, 2));
        Graph graph = builder.build();
        Batch batch = SmallNets.colourBlocks(new Extent(1, 9, 8), SEED);
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT32, SEED);
                Optimization optimization = new Optimization(store, SGD, WEIGHTS);
                TrainingStep step = new TrainingStep(graph, OBJECTIVE, optimization, StepRules.of(SEED))) {
            assertThatThrownBy(() -> step.run(Feeds.of(batch), Moment.of(0, 1), 0.1))
                    .hasMessageContaining("output logits is 5x4")
                    .hasMessageContaining("the labels are 9x8");
        }
    }

    @Test
    void architectureGradientsAreThoseBeforeClippingAndDecay() {
        Weight.Named beta = new Weight.Named("beta", List.of(2), Role.ARCHITECTURE, new Initializer.Normal(1));
        Weight.Named alpha = new Weight.Named("alpha", List.of(1, 3), Role.ARCHITECTURE, new Initializer.Normal(1));
        Weight.Named kernel = new Weight.Named("kernel", List.of(2), Role.KERNEL, new Initializer.Normal(1));
        Graph graph = squares(beta, alpha, kernel);
        Optimizer decaying = new Optimizer.Sgd(0.9, true, Map.of(Role.ARCHITECTURE, 0.5));
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT64, SEED);
                Optimization optimization = new Optimization(store, decaying, Set.of(Role.ARCHITECTURE, Role.KERNEL));
                TrainingStep step = step(graph, optimization, StepRules.of(SEED).clippedTo(1e-3))) {
            assertThat(step.architectureGradients()).isEmpty();
            double[] alphas = store.read("alpha");
            double[] betas = store.read("beta");
            step.run(Feeds.of(Extent.of(1, 1)), Moment.of(0, 1), 0.1);
            assertThat(step.architectureGradients().keySet()).containsExactly("alpha", "beta");
            assertThat(step.architectureGradients().get("alpha")).containsExactly(twice(alphas), within(1e-12));
            assertThat(step.architectureGradients().get("beta")).containsExactly(twice(betas), within(1e-12));
        }
    }

    @Test
    void aNonFiniteStepHasNoArchitectureGradients() {
        Weight.Named alpha = new Weight.Named("alpha", List.of(1), Role.ARCHITECTURE, new Initializer.Constant(1));
        Graph graph = squares(alpha);
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT64, SEED);
                Optimization optimization = new Optimization(store, SGD, Set.of(Role.ARCHITECTURE));
                TrainingStep step = step(graph, optimization, StepRules.of(SEED).stoppingAfter(3))) {
            step.run(Feeds.of(Extent.of(1, 1)), Moment.of(0, 3), 0.1);
            assertThat(step.architectureGradients()).containsOnlyKeys("alpha");
            store.write("alpha", Double.NaN);
            step.run(Feeds.of(Extent.of(1, 1)), Moment.of(1, 3), 0.1);
            assertThat(step.architectureGradients()).isEmpty();
            store.write("alpha", 3);
            step.run(Feeds.of(Extent.of(1, 1)), Moment.of(2, 3), 0.1);
            assertThat(step.architectureGradients().get("alpha")).containsExactly(6);
        }
    }

    @Test
    void aStepThatCannotBeBuiltFreesItsMemory() {
        Graph graph = SmallNets.segmenter(4);
        Graph larger = SmallNets.segmenter(8);
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT32, SEED);
                Optimization optimization = new Optimization(store, SGD, WEIGHTS)) {
            long handles = Pointer.totalCount();
            assertThatThrownBy(() -> new TrainingStep(larger, OBJECTIVE, optimization, StepRules.of(SEED)))
                    .hasMessageContaining("the store has no weight");
            assertThatThrownBy(() -> new Inference(larger, store)).hasMessageContaining("the store has no weight");
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(handles);
        }
    }

    @Test
    void aStepWithInvalidStatisticsFreesItsMemory() {
        Graph graph = unequallyJoinedStatistics();
        Objective objective =
                new Objective(List.of(new Objective.OfValue("joined", 1), new Objective.OfValue("alone", 1)));
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT32, SEED);
                Optimization optimization = new Optimization(store, SGD, WEIGHTS)) {
            long handles = Pointer.totalCount();
            assertThatThrownBy(() -> new TrainingStep(graph, objective, optimization, StepRules.of(SEED)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("concatenates statistics");
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(handles);
        }
    }

    /** A normalisation over two stacked statistics, one of which a second normalisation uses too. */
    private static Graph unequallyJoinedStatistics() {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("norms");
        Weight one = statistic("one");
        Weight.Stack both = new Weight.Stack(List.of(one, statistic("two")));
        Value x = builder.input("x", new Type.Features(2, 1));
        builder.output("joined", scope.add("joined", norm(both), x));
        builder.output("alone", scope.add("alone", norm(one), scope.slice(x, 0, 1)));
        return builder.build();
    }

    private static Op.BatchNorm norm(Weight statistics) {
        return new Op.BatchNorm(
                statistics, statistics, Optional.empty(), Optional.empty(), 1e-5, 0.1, Op.BatchNorm.Statistics.BATCH);
    }

    private static Weight.Named statistic(String name) {
        return new Weight.Named(name, List.of(1), Role.STATISTICS, new Initializer.Constant(1));
    }

    private static double[] twice(double[] values) {
        return Arrays.stream(values).map(value -> 2 * value).toArray();
    }

    /** The sum of squares of all weights as {@code y}; its gradient is twice each weight. */
    private static Graph squares(Weight.Named... weights) {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("squares");
        List<Value> squares = new ArrayList<>();
        for (Weight.Named weight : weights) {
            Value x = scope.parameter(weight);
            squares.add(scope.add("flat", new Op.Reshape(List.of((int) weight.elements())), scope.multiply(x, x)));
        }
        builder.output("y", scope.concat(squares));
        return builder.build();
    }

    /** Two branches mixed by the softmax of {@code alpha}, a classifier, and a cost that depends only on alpha. */
    private static Graph mixture() {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("mixture");
        Value alpha = scope.softmax(scope.parameter(
                new Weight.Named("alpha", List.of(2), Role.ARCHITECTURE, new Initializer.Normal(1e-3))));
        Value x = scope.conv(builder.image(), 4, 3, 1);
        Value mixed = scope.mix(List.of(scope.normalize(x), scope.maxPool(x, 3, 1)), alpha);
        builder.output("logits", builder.scope("head").classifier(mixed, SmallNets.CLASSES));
        builder.output("cost", scope.multiply(alpha, scope.constant(3, 1)));
        return builder.build();
    }

    /** The logarithm of a normalised map plus an input: not finite where the input is too small. */
    private static Graph logOfParameter() {
        GraphBuilder builder = new GraphBuilder();
        Type map = new Type.Features(2, 1);
        Scope tail = builder.scope("tail");
        Value normalized = tail.normalize(tail.pointwise(builder.input("x", map), 2));
        Value small = tail.add("small", new Op.Scale(1e-3), normalized);
        Value shifted = tail.sum(List.of(small, builder.input("offset", map)));
        builder.output("y", tail.add("log", new Op.Log(), shifted));
        return builder.build();
    }

    private static Feeds feeds(double offset) {
        Feeds feeds = Feeds.of(new Extent(1, 2, 3));
        double[] offsets = new double[12];
        Arrays.fill(offsets, offset);
        return feeds.numbers("x", SmallNets.numbers(SEED, 12)).numbers("offset", offsets);
    }

    private static TrainingStep step(Graph graph, Optimization optimization, StepRules rules) {
        return new TrainingStep(graph, new Objective(List.of(new Objective.OfValue("y", 1))), optimization, rules);
    }
}
