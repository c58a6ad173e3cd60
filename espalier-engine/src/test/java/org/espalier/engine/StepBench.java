package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.bytedeco.pytorch.global.torch;
import org.espalier.blueprint.Blueprint;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.label.Batch;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.machine.Timings;
import org.espalier.optimizer.Optimizer;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.espalier.space.Supernet;
import org.espalier.text.Text;
import org.junit.jupiter.api.Test;

/**
 * Times training steps of a derived network and of the same network written by hand ({@link DirectNetwork}),
 * or run by libtorch node by node, in turns in one process. Runs only when named on the command line; see {@code
 * docs/performance.md}. System properties: {@code espalier.bench.height}, {@code width}, {@code batch}, {@code
 * steps}, {@code threads} and {@code architecture}.
 */
class StepBench {

    private static final Seed SEED = new Seed(1);
    private static final int CLASSES = 11;
    private static final int WARM_UP = 30;
    private static final String FOUND = "../docs/architectures/camvid-autodeeplab.json";
    private static final double RATE = 0.01;
    private static final double DECAY = 3e-4;

    @Test
    void derivedAgainstHandwritten() {
        LibTorch.setThreads(setting("threads", Runtime.getRuntime().availableProcessors()));
        int steps = setting("steps", 30);
        Batch batch = noise(new Extent(setting("batch", 8), setting("height", 160), setting("width", 208)));
        Graph graph = Blueprint.read(Path.of(FOUND)).network(CLASSES);
        double[] ours = new double[steps];
        double[] direct = new double[steps];
        try (Steps derived = new Steps(graph, Gradients.SEGMENTS);
                DirectNetwork network = new DirectNetwork(derived.store, x -> torch.dropout(x, 0.1, true));
                DirectTraining handwritten = new DirectTraining(network, derived.store, RATE, 0.9, DECAY)) {
            for (int step = -WARM_UP; step < steps; step++) {
                double our = seconds(() -> derived.loss(batch));
                double other = seconds(() -> handwritten.step(batch));
                if (step >= 0) {
                    ours[step] = our;
                    direct[step] = other;
                }
            }
        }
        report(batch, ours, direct, "handwritten");
    }

    /** The same network twice: as a training runs it, and node by node by libtorch, with autograd over the whole. */
    @Test
    void derivedAgainstLibtorchNodeByNode() {
        LibTorch.setThreads(setting("threads", Runtime.getRuntime().availableProcessors()));
        int steps = setting("steps", 30);
        Batch batch = noise(new Extent(setting("batch", 8), setting("height", 160), setting("width", 208)));
        Graph graph = Blueprint.read(Path.of(System.getProperty("espalier.bench.architecture", FOUND)))
                .network(CLASSES);
        double[] ours = new double[steps];
        double[] whole = new double[steps];
        try (Steps derived = new Steps(graph, Gradients.SEGMENTS);
                Steps libtorch = new Steps(graph, Gradients.WHOLE)) {
            for (int step = -WARM_UP; step < steps; step++) {
                double our = seconds(() -> derived.loss(batch));
                double other = seconds(() -> libtorch.loss(batch));
                if (step >= 0) {
                    ours[step] = our;
                    whole[step] = other;
                }
            }
        }
        report(batch, ours, whole, "libtorch node by node");
    }

    /** Training steps of a network, by one way of computing gradients. */
    private static final class Steps implements AutoCloseable {

        private final WeightStore store;
        private final Optimization sgd;
        private final TrainingStep step;
        private int count;

        Steps(Graph graph, Gradients gradients) {
            this.store = WeightStore.of(graph, ElementType.FLOAT32, SEED);
            this.sgd = new Optimization(
                    store,
                    new Optimizer.Sgd(0.9, false, Map.of(Role.KERNEL, DECAY)),
                    Set.of(Role.KERNEL, Role.SCALE, Role.BIAS));
            this.step = new TrainingStep(
                    Passes.apply(Passes.FOR_TRAINING, graph),
                    Objective.of(Loss.crossEntropy(), Supernet.LOGITS),
                    sgd,
                    StepRules.of(SEED).with(gradients));
        }

        double loss(Batch batch) {
            return step.run(Feeds.of(batch), new Moment(count++, 0), RATE).loss();
        }

        @Override
        public void close() {
            step.close();
            sgd.close();
            store.close();
        }
    }

    private static void report(Batch batch, double[] ours, double[] others, String name) {
        double[] ratios = new double[ours.length];
        Arrays.setAll(ratios, step -> others[step] / ours[step]);
        System.out.print(Text.format(
                "%d images of %dx%d, %d threads, %d steps each in turns, medians: derived %.3f s, %s %.3f s%n",
                batch.count(),
                batch.height(),
                batch.width(),
                LibTorch.threads(),
                ours.length,
                Timings.median(ours),
                name,
                Timings.median(others)));
        System.out.print(Text.format(
                "%s / derived, step by step: median %.2f, half of all between %.2f and %.2f%n",
                name, Timings.median(ratios), Timings.percentile(ratios, 25), Timings.percentile(ratios, 75)));
    }

    private static double seconds(DoubleSupplier step) {
        long started = System.nanoTime();
        double loss = step.getAsDouble();
        double seconds = (System.nanoTime() - started) / 1e9;
        assertThat(loss).isFinite().isPositive();
        return seconds;
    }

    private static Batch noise(Extent extent) {
        int pixels = extent.batch() * extent.height() * extent.width();
        byte[] images = new byte[3 * pixels];
        SEED.generator().nextBytes(images);
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
