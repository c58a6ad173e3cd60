package org.espalier.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.espalier.data.augment.Augmentation;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Frozen;
import org.espalier.engine.LibTorch;
import org.espalier.engine.Optimization;
import org.espalier.engine.StepRules;
import org.espalier.engine.TrainingStep;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.label.Batch;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.machine.Timings;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.espalier.search.sed.SedSearchConfig;
import org.espalier.space.Supernet;
import org.espalier.space.sed.Sed;
import org.espalier.text.Text;
import org.junit.jupiter.api.Test;

/**
 * Compares the time of a weight step on cached features of the frozen backbone and on images, in turns in one process,
 * for a random network of SED's preset {@code cpu} and for its supernet. Runs only if selected by name;
 * {@code docs/performance.md} says how. The system properties {@code espalier.bench.height}, {@code width},
 * {@code batch}, {@code batches}, {@code rounds} and {@code threads} change the parameters.
 */
class FrozenFeaturesBench {

    private static final Seed SEED = new Seed(1);
    private static final int CLASSES = 11;
    private static final double RATE = 0.001;
    private static final Frozen BACKBONE = new Frozen(List.of("backbone"));
    private static final SedSearchConfig CONFIG = SedSearchConfig.CPU;
    private static final Sed SPACE = CONFIG.searched();

    private final int rounds = setting("rounds", 3);
    private final List<Batch> batches =
            IntStream.range(0, setting("batches", 8)).mapToObj(this::noise).toList();

    @Test
    void cachedAgainstComputed() {
        LibTorch.setThreads(setting("threads", Runtime.getRuntime().availableProcessors()));
        compare("random network", SPACE.network(SPACE.random(SEED), CLASSES));
        compare(
                "supernet",
                SPACE.supernet(CLASSES, CONFIG.search().architecture().relaxation())
                        .graph());
    }

    private void compare(String name, Graph network) {
        Objective objective = Objective.of(Loss.crossEntropy(), Supernet.LOGITS);
        Graph graph = Passes.apply(Passes.FOR_TRAINING, network.keep(objective.outputs()));
        double[] kept = new double[rounds * batches.size()];
        double[] computed = new double[kept.length];
        try (WeightStore store = WeightStore.of(network, ElementType.FLOAT32, SEED);
                WeightStore other = store.copy();
                FrozenFeatures features = FrozenFeatures.of(graph, other, BACKBONE, Augmentation.none())
                        .orElseThrow();
                Optimization ofWhole = optimization(store);
                Optimization ofRest = optimization(other);
                TrainingStep onImages = new TrainingStep(graph, objective, ofWhole, StepRules.of(SEED));
                TrainingStep onFeatures = new TrainingStep(features.rest(), objective, ofRest, StepRules.of(SEED))) {
            double filling = seconds(() -> {
                batches.forEach(features::feeds);
                return 1;
            });
            for (int step = -2; step < kept.length; step++) {
                Batch batch = batches.get(Math.floorMod(step, batches.size()));
                Moment moment = new Moment(step + 2, 0);
                double withFeatures = seconds(() ->
                        onFeatures.run(features.feeds(batch), moment, RATE).loss());
                double withImages = seconds(
                        () -> onImages.run(Feeds.of(batch), moment, RATE).loss());
                if (step >= 0) {
                    kept[step] = withFeatures;
                    computed[step] = withImages;
                }
            }
            report(name, filling, kept, computed);
        }
    }

    private static Optimization optimization(WeightStore store) {
        return new Optimization(
                store, CONFIG.search().weights().optimizer(), Set.of(Role.KERNEL, Role.SCALE, Role.BIAS), BACKBONE);
    }

    private void report(String name, double filling, double[] kept, double[] computed) {
        double[] ratios = new double[kept.length];
        Arrays.setAll(ratios, step -> computed[step] / kept[step]);
        Batch batch = batches.getFirst();
        System.out.print(Text.format(
                "%s, %d images of %dx%d, %d threads, %d steps each in turns, medians: cached %.3f s, computed %.3f s;"
                        + " filling the cache per image %.3f s%n",
                name,
                batch.count(),
                batch.height(),
                batch.width(),
                LibTorch.threads(),
                kept.length,
                Timings.median(kept),
                Timings.median(computed),
                filling / batches.size() / batch.count()));
        System.out.print(Text.format(
                "computed / cached, step by step: median %.2f, half of all between %.2f and %.2f%n",
                Timings.median(ratios), Timings.percentile(ratios, 25), Timings.percentile(ratios, 75)));
    }

    private static double seconds(DoubleSupplier step) {
        long started = System.nanoTime();
        double loss = step.getAsDouble();
        double seconds = (System.nanoTime() - started) / 1e9;
        assertThat(loss).isFinite().isPositive();
        return seconds;
    }

    private Batch noise(int number) {
        Extent extent = new Extent(setting("batch", 8), setting("height", 180), setting("width", 240));
        int pixels = extent.batch() * extent.height() * extent.width();
        byte[] images = new byte[3 * pixels];
        SEED.derive(number).generator().nextBytes(images);
        byte[] labels = new byte[pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            labels[pixel] = (byte) (pixel % CLASSES);
        }
        return new Batch(images, labels, extent.batch(), extent.height(), extent.width());
    }

    private static int setting(String name, int otherwise) {
        return Integer.getInteger("espalier.bench." + name, otherwise);
    }
}
