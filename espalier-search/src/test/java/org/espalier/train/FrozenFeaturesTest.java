package org.espalier.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.data.DataSize;
import org.espalier.data.augment.Augmentation;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Frozen;
import org.espalier.engine.Optimization;
import org.espalier.engine.StepRules;
import org.espalier.engine.TrainingStep;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.label.Batch;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.espalier.space.Supernet;
import org.espalier.space.sed.Sed;
import org.espalier.space.sed.SedConfig;
import org.junit.jupiter.api.Test;

class FrozenFeaturesTest {

    private static final int CLASSES = 5;
    private static final Sed SPACE = Sed.of(SedConfig.DEFAULT);
    private static final Frozen BACKBONE = new Frozen(List.of("backbone"));
    private static final Seed SEED = new Seed(4);
    private static final Set<Role> WEIGHTS = Set.of(Role.KERNEL, Role.SCALE, Role.BIAS);

    @Test
    void stepsOnCachedFeaturesEqualStepsOnTheWholeNetwork() {
        Graph network = SPACE.network(SPACE.random(SEED), CLASSES);
        Objective objective = Objective.of(Loss.crossEntropy(), Supernet.LOGITS);
        try (WeightStore whole = WeightStore.of(network, ElementType.FLOAT64, SEED);
                WeightStore cut = whole.copy();
                FrozenFeatures features = FrozenFeatures.of(network, cut, BACKBONE, Augmentation.none())
                        .orElseThrow();
                Optimization ofWhole = new Optimization(whole, Optimizer.sgd(0), WEIGHTS, BACKBONE);
                Optimization ofCut = new Optimization(cut, Optimizer.sgd(0), WEIGHTS, BACKBONE);
                TrainingStep onWhole = new TrainingStep(network, objective, ofWhole, StepRules.of(SEED));
                TrainingStep onCut = new TrainingStep(features.rest(), objective, ofCut, StepRules.of(SEED))) {
            for (int step = 0; step < 4; step++) {
                Batch batch = batch(step % 2);
                double expected =
                        onWhole.run(Feeds.of(batch), new Moment(step, 0), 0.01).loss();
                assertThat(onCut.run(features.feeds(batch), new Moment(step, 0), 0.01)
                                .loss())
                        .isCloseTo(expected, within(1e-5 * expected));
            }
            assertThat(features.size()).isEqualTo(4);
        }
    }

    @Test
    void randomViewsAreNotCached() {
        Graph network = SPACE.network(SPACE.random(SEED), CLASSES);
        Augmentation flips = new Augmentation(1, 1, Optional.empty(), 0.5, 0, 0, 0, 0);
        try (WeightStore weights = WeightStore.of(network, ElementType.FLOAT64, SEED)) {
            assertThat(FrozenFeatures.of(network, weights, BACKBONE, Augmentation.standard(new DataSize(32, 32))))
                    .isEmpty();
            assertThat(FrozenFeatures.of(network, weights, Frozen.NONE, flips)).isEmpty();
            FrozenFeatures.of(network, weights, BACKBONE, flips).orElseThrow().close();
        }
    }

    /** Two images that depend on the number. */
    private static Batch batch(int number) {
        byte[] images = new byte[2 * 64 * 96 * 3];
        SEED.derive("image " + number).generator().nextBytes(images);
        byte[] labels = new byte[2 * 64 * 96];
        for (int pixel = 0; pixel < labels.length; pixel++) {
            labels[pixel] = (byte) (pixel / 7 % CLASSES);
        }
        return new Batch(images, labels, 2, 64, 96);
    }
}
