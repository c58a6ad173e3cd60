package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Initializer;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.problem.BadData;
import org.espalier.random.Seed;
import org.espalier.safetensors.Tensors;
import org.espalier.schedule.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Optimisers on the sum of squares, whose gradient is twice the weight, compared with the rules written out for one
 * number.
 */
class OptimizationTest {

    private static final Weight.Named KERNEL = weight("kernel", 3, Role.KERNEL);
    private static final Weight.Named OTHER = weight("other", 2, Role.KERNEL);
    private static final Weight.Named BIAS = weight("bias", 2, Role.BIAS);
    private static final Set<Role> ROLES = Set.of(Role.KERNEL, Role.BIAS);
    private static final Map<Role, Double> DECAY = Map.of(Role.KERNEL, 0.1);
    private static final Optimizer SGD = new Optimizer.Sgd(0.9, false, DECAY);
    private static final double RATE = 0.05;

    static Stream<Optimizer> rules() {
        return Stream.of(
                SGD,
                new Optimizer.Sgd(0.9, true, DECAY),
                new Optimizer.Sgd(0, false, DECAY),
                new Optimizer.Adam(0.9, 0.999, 1e-8, DECAY),
                new Optimizer.Adam(0.5, 0.99, 1e-3, Map.of()),
                new Optimizer.AdamW(0.9, 0.999, 1e-8, DECAY));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleMatchesItsDefinition(Optimizer rule) {
        try (WeightStore store = store();
                Optimization optimization = new Optimization(store, rule, ROLES);
                TrainingStep step = squares(optimization, KERNEL, OTHER, BIAS)) {
            OneNumber kernel = new OneNumber(rule, rule.decay(Role.KERNEL), store.read("kernel")[1]);
            OneNumber bias = new OneNumber(rule, rule.decay(Role.BIAS), store.read("bias")[0]);
            for (int index = 0; index < 6; index++) {
                run(step, index);
                assertThat(store.read("kernel")[1]).isCloseTo(kernel.step(), within(1e-14));
                assertThat(store.read("bias")[0]).isCloseTo(bias.step(), within(1e-14));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aWeightThatAStepDoesNotUseKeepsItsValueAndMomenta(Optimizer rule) {
        try (WeightStore store = store();
                Optimization optimization = new Optimization(store, rule, ROLES);
                TrainingStep all = squares(optimization, KERNEL, OTHER, BIAS);
                TrainingStep without = squares(optimization, KERNEL, BIAS)) {
            OneNumber other = new OneNumber(rule, rule.decay(Role.KERNEL), store.read("other")[1]);
            run(all, 0);
            double expected = other.step();
            assertThat(store.read("other")[1]).isCloseTo(expected, within(1e-14));
            double[] kept = store.read("other");
            double kernel = store.read("kernel")[0];
            run(without, 1);
            run(without, 2);
            assertThat(store.read("other")).isEqualTo(kept);
            assertThat(store.read("kernel")[0]).isNotEqualTo(kernel);
            run(all, 3);
            assertThat(store.read("other")[1]).isCloseTo(other.step(), within(1e-14));
        }
    }

    @Test
    void aRestoredOptimisationEqualsAnUnbrokenOne() {
        Optimizer rule = new Optimizer.Adam(0.9, 0.999, 1e-8, DECAY);
        try (WeightStore store = store();
                Optimization optimization = new Optimization(store, rule, ROLES);
                TrainingStep step = squares(optimization, KERNEL, OTHER, BIAS)) {
            run(step, 0);
            run(step, 1);
            Tensors weights = store.toTensors();
            Tensors momenta = optimization.toTensors();
            run(step, 2);
            try (WeightStore restored = store();
                    Optimization again = new Optimization(restored, rule, ROLES);
                    TrainingStep next = squares(again, KERNEL, OTHER, BIAS)) {
                restored.copyFrom(weights).requireComplete("the checkpoint");
                again.restore(momenta);
                run(next, 2);
                assertThat(restored.toTensors()).isEqualTo(store.toTensors());
                assertThat(again.toTensors()).isEqualTo(optimization.toTensors());
            }
        }
    }

    @Test
    void aStateOfAnotherNetworkIsRefused() {
        try (WeightStore store = store();
                WeightStore smaller = WeightStore.of(List.of(KERNEL), ElementType.FLOAT64, new Seed(1));
                Optimization optimization = new Optimization(store, SGD, ROLES);
                Optimization other = new Optimization(smaller, SGD, ROLES)) {
            assertThatThrownBy(() -> optimization.restore(other.toTensors()))
                    .isInstanceOf(BadData.class)
                    .hasMessageContaining("KERNEL.velocity")
                    .hasMessageContaining("belongs to another network");
        }
    }

    @Test
    void clippingScalesAllGradientsByOneFactor() {
        try (WeightStore store = store();
                Optimization optimization = new Optimization(store, new Optimizer.Sgd(0, false, Map.of()), ROLES)) {
            store.write("kernel", 3, 0, 0);
            store.write("other", 0, 0);
            store.write("bias", 0, 4);
            StepRules rules = StepRules.of(new Seed(1)).clippedTo(1);
            try (TrainingStep step = new TrainingStep(
                    graph(KERNEL, OTHER, BIAS),
                    new Objective(List.of(new Objective.OfValue("sum", 1))),
                    optimization,
                    rules)) {
                assertThat(run(step, 0).gradientNorm()).isCloseTo(10, within(1e-12));
            }
            assertThat(store.read("kernel")[0]).isCloseTo(3 - RATE * 0.6, within(1e-12));
            assertThat(store.read("bias")[1]).isCloseTo(4 - RATE * 0.8, within(1e-12));
        }
    }

    @Test
    void eachOptimisationClipsItsOwnGradients() {
        Optimizer plain = new Optimizer.Sgd(0, false, Map.of());
        try (WeightStore store = store();
                Optimization kernels = new Optimization(store, plain, Set.of(Role.KERNEL));
                Optimization biases = new Optimization(store, plain, Set.of(Role.BIAS))) {
            store.write("kernel", 3, 0, 0);
            store.write("other", 0, 0);
            store.write("bias", 0, 0.25);
            Objective objective = new Objective(List.of(new Objective.OfValue("sum", 1)));
            StepRules rules = StepRules.of(new Seed(1)).clippedTo(1);
            try (TrainingStep step =
                    new TrainingStep(graph(KERNEL, OTHER, BIAS), objective, List.of(kernels, biases), rules)) {
                step.run(Feeds.of(Extent.of(1, 1)), Moment.of(0, 10), RATE, RATE);
            }
            assertThat(store.read("kernel")[0]).isCloseTo(3 - RATE, within(1e-12));
            assertThat(store.read("bias")[1]).isCloseTo(0.25 - RATE * 0.5, within(1e-12));
        }
    }

    @Test
    void statisticsCannotBeOptimised() {
        try (WeightStore store = store()) {
            assertThatThrownBy(() -> new Optimization(store, SGD, Set.of(Role.STATISTICS)))
                    .hasMessageContaining("STATISTICS")
                    .hasMessageContaining("KERNEL, SCALE, BIAS, ARCHITECTURE");
        }
    }

    /** The rules as in PyTorch's documentation, for one number whose gradient is twice its value. */
    private static final class OneNumber {

        private final Optimizer rule;
        private final double decay;
        private double value;
        private double first;
        private double second;
        private int count;

        OneNumber(Optimizer rule, double decay, double value) {
            this.rule = rule;
            this.decay = decay;
            this.value = value;
        }

        double step() {
            count++;
            double gradient = 2 * value;
            switch (rule) {
                case Optimizer.Sgd sgd -> {
                    gradient += decay * value;
                    first = sgd.momentum() * first + gradient;
                    value -= RATE * (sgd.nesterov() ? gradient + sgd.momentum() * first : first);
                }
                case Optimizer.Adam adam -> {
                    gradient += decay * value;
                    value -= RATE * direction(adam.beta1(), adam.beta2(), adam.epsilon(), gradient);
                }
                case Optimizer.AdamW adam -> {
                    value -= RATE * decay * value;
                    value -= RATE * direction(adam.beta1(), adam.beta2(), adam.epsilon(), gradient);
                }
            }
            return value;
        }

        private double direction(double beta1, double beta2, double epsilon, double gradient) {
            first = beta1 * first + (1 - beta1) * gradient;
            second = beta2 * second + (1 - beta2) * gradient * gradient;
            double firstHat = first / (1 - Math.pow(beta1, count));
            double secondHat = second / (1 - Math.pow(beta2, count));
            return firstHat / (Math.sqrt(secondHat) + epsilon);
        }
    }

    private static StepResult run(TrainingStep step, int index) {
        return step.run(Feeds.of(Extent.of(1, 1)), Moment.of(index, 10), RATE);
    }

    private static TrainingStep squares(Optimization optimization, Weight.Named... weights) {
        Objective objective = new Objective(List.of(new Objective.OfValue("sum", 1)));
        return new TrainingStep(graph(weights), objective, optimization, StepRules.of(new Seed(1)));
    }

    private static Graph graph(Weight.Named... weights) {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("");
        List<Value> squares = Stream.of(weights)
                .map(scope::parameter)
                .map(x -> scope.multiply(x, x))
                .toList();
        builder.output("sum", scope.concat(squares));
        return builder.build();
    }

    private static WeightStore store() {
        return WeightStore.of(List.of(KERNEL, OTHER, BIAS), ElementType.FLOAT64, new Seed(3));
    }

    private static Weight.Named weight(String name, int length, Role role) {
        return new Weight.Named(name, List.of(length), role, new Initializer.Normal(1));
    }
}
