package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Pointer;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Initializer;
import org.espalier.graph.Role;
import org.espalier.graph.Type;
import org.espalier.graph.Weight;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps in each way, finished or failed, leave no native memory behind. */
@Tag("slow")
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/smaps")
class ResidentMemoryTest {

    private static final int WARM_UP = 100;
    private static final int WINDOW = 400;
    private static final int WINDOWS = 3;
    private static final int STEPS = WARM_UP + WINDOWS * WINDOW;
    private static final int BRANCHES = 48;
    private static final Seed SEED = new Seed(1);
    private static final Set<Role> WEIGHTS = Set.of(Role.KERNEL, Role.SCALE, Role.BIAS);
    private static final String DRAWN = "drawn";

    /** One feature map more each step would be 84 kB or more, 34 MB in a window; the JVM itself varies by up to 12 MB. */
    private static final long ALLOWED_GROWTH_BYTES = 25_000_000;

    /** References to a heap of less than 32 GB are compressed, for which it lies below this address. */
    private static final long JAVA_HEAP_END = 1L << 36;

    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ ");

    private final int threads = LibTorch.threads();

    @BeforeEach
    void onTwoThreads() {
        LibTorch.setThreads(2);
    }

    @AfterEach
    void asBefore() {
        LibTorch.setThreads(threads);
    }

    /** How steps run, and what they update. */
    enum Way {
        WHOLE(SmallNets.segmenter(16), Gradients.WHOLE, WEIGHTS),
        ONE_AFTER_THE_OTHER(SmallNets.segmenter(16), Gradients.SEGMENTS, WEIGHTS),
        TWINS(SmallNets.sharedCell(), Gradients.SEGMENTS, WEIGHTS),
        TWINS_LOW_MEMORY(SmallNets.sharedCell(), Gradients.RECOMPUTED, WEIGHTS),
        SEVERAL_WORKERS(trained(), Gradients.SEGMENTS, WEIGHTS),
        SEVERAL_WORKERS_ARCHITECTURE(trained(), Gradients.SEGMENTS, Set.of(Role.ARCHITECTURE)),
        SEVERAL_WORKERS_LOW_MEMORY(trained(), Gradients.RECOMPUTED, WEIGHTS),
        SEVERAL_WORKERS_LOW_MEMORY_ARCHITECTURE(trained(), Gradients.RECOMPUTED, Set.of(Role.ARCHITECTURE)),
        SAMPLED(sampled(), Gradients.SEGMENTS, WEIGHTS);

        private final Graph graph;
        private final Gradients gradients;
        private final Set<Role> roles;

        Way(Graph graph, Gradients gradients, Set<Role> roles) {
            this.graph = graph;
            this.gradients = gradients;
            this.roles = roles;
        }
    }

    @ParameterizedTest
    @EnumSource
    void staysConstantOverManySteps(Way way) throws IOException {
        try (WeightStore store = WeightStore.of(way.graph, ElementType.FLOAT32, SEED);
                Optimization optimization = new Optimization(store, Optimizer.sgd(1e-4), way.roles);
                TrainingStep step = step(way.graph, optimization, way.gradients);
                Inference inference = new Inference(way.graph, store)) {
            assertThat(step.threadsPerOperation())
                    .isEqualTo(way.name().startsWith("SEVERAL") || way == Way.SAMPLED ? 1 : 2);
            assertMemoryStaysConstant(number -> {
                Feeds feeds = feeds(2, number);
                step.run(feeds, Moment.of(number, STEPS), 0.01);
                if (number % 10 == 0) {
                    inference.run(feeds).close();
                }
            });
        }
    }

    /** One of the workers fails in the middle of a step, while the others run. */
    @ParameterizedTest
    @EnumSource(
            value = Gradients.class,
            names = {"SEGMENTS", "RECOMPUTED"})
    void staysConstantOverFailingSteps(Gradients gradients) throws IOException {
        Graph graph = trained();
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT32, SEED);
                Optimization optimization = new Optimization(store, Optimizer.sgd(1e-4), WEIGHTS);
                TrainingStep step = step(graph, optimization, gradients)) {
            assertMemoryStaysConstant(number -> {
                if (number % 5 == 0) {
                    step.run(feeds(2, number), Moment.of(number, STEPS), 0.01);
                } else {
                    assertFails(step, number);
                }
            });
        }
    }

    @Test
    void aFailedStepChangesNothing() {
        assertThat(afterSteps(true)).isEqualTo(afterSteps(false));
    }

    private static List<Double> afterSteps(boolean withFailures) {
        Graph graph = trained();
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT32, SEED);
                Optimization optimization = new Optimization(store, Optimizer.sgd(1e-4), WEIGHTS);
                TrainingStep step = step(graph, optimization, Gradients.SEGMENTS)) {
            for (int number = 0; number < 4; number++) {
                if (withFailures) {
                    assertFails(step, number);
                }
                step.run(feeds(2, number), Moment.of(number, STEPS), 0.1);
            }
            return store.toTensors().names().stream()
                    .flatMap(name -> Arrays.stream(store.read(name)).boxed())
                    .toList();
        }
    }

    private static void assertFails(TrainingStep step, int number) {
        assertThatThrownBy(() -> step.run(feeds(1, number), Moment.of(number, STEPS), 0.01))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("node pooled.norm: this normalisation has only one value per channel");
    }

    private static TrainingStep step(Graph graph, Optimization optimization, Gradients gradients) {
        return new TrainingStep(
                graph,
                Objective.of(Loss.crossEntropy(), "logits"),
                optimization,
                StepRules.of(SEED).with(gradients));
    }

    /** Images, and for {@link #sampled} a branch in turn. */
    private static Feeds feeds(int images, int number) {
        double[] drawn = new double[BRANCHES];
        drawn[number % BRANCHES] = 1;
        return Feeds.of(SmallNets.colourBlocks(new Extent(images, 65, 80), SEED))
                .numbers(DRAWN, drawn);
    }

    private static Graph trained() {
        return SmallNets.wide(BRANCHES, builder -> {
            Weight.Named logits =
                    new Weight.Named("logits", List.of(BRANCHES), Role.ARCHITECTURE, new Initializer.Normal(0.1));
            return builder.scope("choice").softmax(builder.scope("choice").parameter(logits));
        });
    }

    private static Graph sampled() {
        return SmallNets.wide(BRANCHES, builder -> builder.input(DRAWN, new Type.Tensor(List.of(BRANCHES))));
    }

    /**
     * After a warm-up, memory may grow now and then, as when the JVM compiles or an allocator takes a new arena; a leak
     * grows in every window of steps.
     */
    private static void assertMemoryStaysConstant(IntConsumer step) throws IOException {
        int number = 0;
        while (number < WARM_UP) {
            step.accept(number++);
        }
        long handles = Pointer.totalCount();
        List<Long> growths = new ArrayList<>();
        do {
            long resident = residentBytes();
            for (int end = number + WINDOW; number < end; number++) {
                step.accept(number);
            }
            growths.add(residentBytes() - resident);
        } while (growths.getLast() >= ALLOWED_GROWTH_BYTES && growths.size() < WINDOWS);
        assertThat(Pointer.totalCount()).as("native handles alive").isLessThanOrEqualTo(handles);
        assertThat(growths).as("growth in bytes, by window").anyMatch(growth -> growth < ALLOWED_GROWTH_BYTES);
    }

    /** Resident memory of the process apart from Java's heap, which lies below {@link #JAVA_HEAP_END}. */
    private static long residentBytes() throws IOException {
        System.gc();
        long kilobytes = 0;
        boolean isNative = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.lookingAt()) {
                isNative = Long.parseUnsignedLong(mapping.group(1), 16) >= JAVA_HEAP_END;
            } else if (isNative && line.startsWith("Rss:")) {
                kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 1024 * kilobytes;
    }
}
