package org.espalier.search.autodeeplab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.config.Configs;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Gradients;
import org.espalier.engine.MapLayout;
import org.espalier.engine.Optimization;
import org.espalier.engine.StepRules;
import org.espalier.engine.TrainingStep;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Role;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.espalier.space.Supernet;
import org.espalier.space.autodeeplab.SupernetConfig.PathWeights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first logits of beta are those of the two transitions out of the stem. */
class PathWeightsTest {

    private static final int CLASSES = 4;
    private static final Seed SEED = new Seed(3);
    private static final Extent EXTENT = new Extent(2, 32, 48);

    @ParameterizedTest
    @EnumSource
    void transitionsOutOfTheStemMatterOnlyAsPartsOfPaths(PathWeights weights) {
        double[] gradient = gradientOfTransitions(weights);
        double first = norm(Arrays.copyOf(gradient, 2));
        double all = norm(gradient);
        switch (weights) {
            case TRANSITIONS -> assertThat(first).isLessThan(0.01 * all);
            case PATHS -> assertThat(first).isGreaterThan(0.1 * all);
        }
    }

    private static double[] gradientOfTransitions(PathWeights weights) {
        AutoDeepLabConfig config = Configs.resolve(
                AutoDeepLabConfig.class,
                AutoDeepLabConfig.TINY,
                Optional.empty(),
                List.of("supernet.form=PUBLISHED", "supernet.pathWeights=" + weights));
        Supernet supernet = config.space().supernet(CLASSES);
        Objective objective = Objective.of(Loss.crossEntropy(), Supernet.LOGITS);
        try (WeightStore store = WeightStore.of(
                        supernet.graph().weights().values(), ElementType.FLOAT64, SEED, MapLayout.PLANES);
                Optimization optimization = new Optimization(store, Optimizer.sgd(0), Set.of(Role.ARCHITECTURE));
                TrainingStep step = new TrainingStep(
                        supernet.scores(),
                        objective,
                        optimization,
                        StepRules.of(SEED).with(Gradients.WHOLE))) {
            assertThat(step.run(feeds(), new Moment(0, 0), 0).moved()).isTrue();
            return store.readGradient("beta");
        }
    }

    private static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
    }

    private static Feeds feeds() {
        int pixels = EXTENT.batch() * EXTENT.height() * EXTENT.width();
        byte[] image = new byte[3 * pixels];
        SEED.generator().nextBytes(image);
        byte[] labels = new byte[pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            labels[pixel] = (byte) (pixel / 7 % CLASSES);
        }
        return Feeds.of(EXTENT).image(GraphBuilder.IMAGE, image).labels(Objective.LABELS, labels);
    }
}
