package org.espalier.search.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Optimization;
import org.espalier.engine.StepRules;
import org.espalier.engine.TrainingStep;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Role;
import org.espalier.label.Batch;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.espalier.search.gas.GasSearchConfig;
import org.espalier.space.Supernet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlainOptimizerTest {

    private static final int CLASSES = 3;
    private static final int STEPS = 3;
    private static final double RATE = 0.05;

    static Stream<Optimizer> rules() {
        Map<Role, Double> decay = Map.of(Role.ARCHITECTURE, 0.02);
        return Stream.of(
                Optimizer.sgd(0),
                new Optimizer.Sgd(0.9, false, decay),
                new Optimizer.Sgd(0.9, true, decay),
                new Optimizer.Adam(0.9, 0.999, 1e-8, decay),
                new Optimizer.Adam(0.5, 0.999, 1e-8, Map.of()),
                new Optimizer.AdamW(0.9, 0.999, 1e-8, decay));
    }

    /** On the gradients of a real supernet, in double precision. */
    @ParameterizedTest
    @Tag("slow")
    @MethodSource("rules")
    void thePlainOptimizerEqualsTheEnginesOptimizer(Optimizer rule) {
        Supernet supernet = GasSearchConfig.TINY.searched().supernet(CLASSES);
        Objective objective = Objective.of(Loss.crossEntropy(), Supernet.LOGITS);
        Feeds feeds = Feeds.of(batch(new Seed(8)));
        Map<String, PlainOptimizer> plain = new HashMap<>();
        Map<String, double[]> values = new HashMap<>();
        try (WeightStore store = WeightStore.of(supernet.graph(), ElementType.FLOAT64, new Seed(7));
                Optimization optimization = new Optimization(store, rule, Set.of(Role.ARCHITECTURE));
                TrainingStep step = new TrainingStep(
                        Passes.apply(Passes.FOR_TRAINING, supernet.scores()),
                        objective,
                        optimization,
                        StepRules.of(new Seed(9)))) {
            for (int index = 0; index < STEPS; index++) {
                Map<String, double[]> before = new HashMap<>(values);
                supernet.choices().forEach(choice -> before.putIfAbsent(choice.name(), store.read(choice.name())));
                values.putAll(before);
                assertThat(step.run(feeds, new Moment(index, 0), RATE).moved()).isTrue();
                SortedMap<String, double[]> gradients = step.architectureGradients();
                assertThat(gradients).isNotEmpty();
                gradients.forEach((name, gradient) -> {
                    double[] moving = Objects.requireNonNull(values.get(name), name);
                    plain.computeIfAbsent(
                                    name,
                                    key -> new PlainOptimizer(rule, rule.decay(Role.ARCHITECTURE), gradient.length))
                            .move(moving, gradient, RATE);
                    assertThat(moving).as(name).containsExactly(store.read(name), within(1e-9));
                });
            }
        }
    }

    private static Batch batch(Seed seed) {
        int pixels = 2 * 32 * 40;
        byte[] images = new byte[3 * pixels];
        seed.derive("images").generator().nextBytes(images);
        byte[] labels = new byte[pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            labels[pixel] = (byte) (Byte.toUnsignedInt(images[3 * pixel]) % CLASSES);
        }
        return new Batch(images, labels, 2, 32, 40);
    }
}
