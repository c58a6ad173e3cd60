package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.data.augment.Augmentation;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Frozen;
import org.espalier.engine.Gradients;
import org.espalier.engine.MapLayout;
import org.espalier.engine.Optimization;
import org.espalier.engine.StepRules;
import org.espalier.engine.TrainingStep;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;
import org.espalier.label.Batch;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.loss.OutputFunction;
import org.espalier.optimizer.Optimizer;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.espalier.schedule.Schedule;
import org.espalier.search.SearchSteps.Moves;
import org.espalier.search.SearchSteps.Rates;
import org.espalier.search.SearchSteps.Rules;
import org.espalier.search.gas.GasSearchConfig;
import org.espalier.space.Choice;
import org.espalier.space.Supernet;
import org.espalier.space.relaxation.GraphGuidance;
import org.espalier.space.relaxation.GraphGuidance.Input;
import org.espalier.space.relaxation.GraphGuidance.Matrices;
import org.espalier.space.relaxation.Sampling;
import org.espalier.space.relaxation.Sampling.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SearchStepsTest {

    private static final int CLASSES = 3;
    private static final Extent EXTENT = new Extent(2, 32, 40);
    private static final Seed SEED = new Seed(11);
    private static final Set<Role> WEIGHTS = Set.of(Role.KERNEL, Role.SCALE, Role.BIAS);
    private static final GraphGuidance GUIDANCE = new GraphGuidance(0.7, 3, 2, Matrices.OWN, Input.GUIDED);

    private final Batch batch = batch();
    private final Feeds feeds = Feeds.of(batch);

    @Test
    void onASingleLevelOneBackPropagationGivesTheUpdatesOfTwoSteps() {
        Supernet supernet = supernet(Sample.SOFT);
        Map<String, double[]> both = moved(supernet, List.of(Moves.BOTH));
        Map<String, double[]> weights = moved(supernet, List.of(Moves.WEIGHTS));
        Map<String, double[]> architecture = moved(supernet, List.of(Moves.ARCHITECTURE));
        supernet.graph().weights().values().forEach(weight -> {
            Map<String, double[]> alone = weight.role() == Role.ARCHITECTURE ? architecture : weights;
            assertThat(both.get(weight.name()))
                    .as(weight.name())
                    .containsExactly(Objects.requireNonNull(alone.get(weight.name())), within(1e-5));
        });
    }

    /** With all branches, the sampled ones have the same gradients and the others none, because their weights are 0. */
    @ParameterizedTest
    @EnumSource(names = {"HARD", "PATHS", "FAIR_PATHS"})
    void onlySampledBranchesRunAndTheirUpdatesAreThoseOfAllBranches(Sample sample) {
        Supernet supernet = supernet(sample);
        Map<String, double[]> drawn = moved(supernet, List.of(Moves.BOTH));
        try (WeightStore store = store(supernet, ElementType.FLOAT32);
                Optimization optimization = new Optimization(store, Optimizer.sgd(0), WEIGHTS);
                TrainingStep whole = new TrainingStep(
                        Passes.apply(Passes.FOR_TRAINING, supernet.scores()),
                        task(),
                        optimization,
                        StepRules.of(SEED).with(Gradients.WHOLE))) {
            Map<String, double[]> before = new HashMap<>();
            supernet.graph().weights().keySet().forEach(name -> before.put(name, store.read(name)));
            whole.run(feeds, new Moment(0, 0.5), 0.1);
            long unmoved = 0;
            for (Weight.Named weight : supernet.graph().weights().values()) {
                double[] now = Objects.requireNonNull(drawn.get(weight.name()));
                if (weight.role().isParameter()) {
                    assertThat(now).as(weight.name()).containsExactly(store.read(weight.name()), within(1e-4));
                    unmoved += Arrays.equals(now, before.get(weight.name())) ? 1 : 0;
                }
            }
            assertThat(unmoved).as("weights of branches that were not sampled").isGreaterThan(50);
        }
        Map<String, double[]> weightsAlone = moved(supernet, List.of(Moves.WEIGHTS));
        assertThat(supernet.choices())
                .as("logits that learn from the sample")
                .anyMatch(choice -> !Arrays.equals(drawn.get(choice.name()), weightsAlone.get(choice.name())));
    }

    /** In double precision, through guidance, sampling and softmax, for a function that Java computes. */
    @Test
    void gradientsOfLogitsAndGuidanceMatchFiniteDifferences() {
        Supernet supernet = supernet(Sample.SOFT);
        Set<String> choices = supernet.choices().stream().map(Choice::name).collect(Collectors.toSet());
        OutputFunction squares = outputs -> {
            double sum = 0;
            Map<String, double[]> gradient = new HashMap<>();
            for (Map.Entry<String, double[]> output : outputs.entrySet()) {
                double[] own = output.getValue().clone();
                for (int i = 0; i < own.length; i++) {
                    sum += (i + 1) * own[i] * own[i];
                    own[i] *= 2 * (i + 1);
                }
                gradient.put(output.getKey(), own);
            }
            return new OutputFunction.Valued(sum, gradient);
        };
        Objective objective = new Objective(
                List.of(new Objective.OfFunction(choices, squares.scaled(0.5).log(), () -> 0.3)));
        for (Gradients kind : List.of(Gradients.SEGMENTS, Gradients.WHOLE)) {
            try (WeightStore store = store(supernet, ElementType.FLOAT64);
                    Optimization optimization = new Optimization(store, Optimizer.sgd(0), Set.of(Role.ARCHITECTURE));
                    TrainingStep step = new TrainingStep(
                            Passes.apply(Passes.FOR_TRAINING, supernet.graph().keep(objective.outputs())),
                            objective,
                            optimization,
                            StepRules.of(SEED).with(kind))) {
                step.run(feeds, new Moment(0, 0.2), 0);
                for (String name : Stream.of(
                                "alpha.cell_0.edge_1",
                                "alpha.cell_2.edge_3",
                                "alpha.cell_1.guidance.w1",
                                "alpha.cell_1.guidance.w2",
                                "alpha.cell_2.guidance.into",
                                "alpha.cell_2.guidance.layer_1",
                                "alpha.cell_2.guidance.out")
                        .toList()) {
                    double[] gradient = store.readGradient(name);
                    double[] values = store.read(name);
                    int place = 1;
                    double delta = 1e-5;
                    double above = loss(step, store, name, values, place, delta);
                    double below = loss(step, store, name, values, place, -delta);
                    store.write(name, values);
                    assertThat(gradient[place])
                            .as("%s %s", kind, name)
                            .isNotZero()
                            .isCloseTo((above - below) / (2 * delta), within(1e-7));
                }
            }
        }
    }

    private double loss(TrainingStep step, WeightStore store, String name, double[] values, int place, double delta) {
        double[] changed = values.clone();
        changed[place] += delta;
        store.write(name, changed);
        return step.run(feeds, new Moment(0, 0.2), 0).loss();
    }

    /** All weights after one step by plain gradient descent. */
    private Map<String, double[]> moved(Supernet supernet, List<Moves> moves) {
        try (SearchSteps steps = SearchSteps.of(
                supernet,
                Passes.FOR_TRAINING,
                task(),
                new Rules(Optimizer.sgd(0), Optimizer.sgd(0), Double.MAX_VALUE, Frozen.NONE, Augmentation.none()),
                StepRules.of(SEED),
                SEED,
                MapLayout.CHANNELS_LAST)) {
            moves.forEach(some -> assertThat(steps.run(some, batch, new Moment(0, 0.5), new Rates(0.1, 0.1))
                            .moved())
                    .isTrue());
            Map<String, double[]> values = new TreeMap<>();
            supernet.graph()
                    .weights()
                    .keySet()
                    .forEach(name -> values.put(name, steps.weights().read(name)));
            return values;
        }
    }

    private static Objective task() {
        return Objective.of(Loss.crossEntropy(), Supernet.LOGITS);
    }

    private static WeightStore store(Supernet supernet, ElementType type) {
        return WeightStore.of(supernet.graph().weights().values(), type, SEED, MapLayout.CHANNELS_LAST);
    }

    private static Supernet supernet(Sample sample) {
        Sampling sampling = new Sampling(sample, 2, new Schedule.Exponential(1, 0.03), GUIDANCE);
        return GasSearchConfig.TINY.searched().supernet(CLASSES, sampling);
    }

    private static Batch batch() {
        int pixels = EXTENT.batch() * EXTENT.height() * EXTENT.width();
        byte[] image = new byte[3 * pixels];
        SEED.generator().nextBytes(image);
        byte[] labels = new byte[pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            labels[pixel] = (byte) (pixel / 5 % CLASSES);
        }
        return new Batch(image, labels, EXTENT.batch(), EXTENT.height(), EXTENT.width());
    }
}
