package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.optimizer.Optimizer;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ResidentMemoryTest {

    private static final int STEPS = 500;
    private static final int WARM_UP = 50;

    /** Leaking one feature map of the first block per step would be 169 kB a step, 76 MB in all. */
    private static final long ALLOWED_GROWTH_BYTES = 40_000_000;

    @Test
    @Tag("slow")
    @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/status")
    void staysConstantOverManySteps() throws IOException {
        LibTorch.setThreads(1);
        Graph graph = SmallNets.segmenter(16);
        Seed seed = new Seed(1);
        Feeds feeds = Feeds.of(SmallNets.colourBlocks(new Extent(2, 65, 80), seed));
        Objective objective = Objective.of(Loss.crossEntropy(), "logits");
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT32, seed);
                Optimization optimization =
                        new Optimization(store, Optimizer.sgd(1e-4), Set.of(Role.KERNEL, Role.SCALE, Role.BIAS));
                TrainingStep step = new TrainingStep(graph, objective, optimization, StepRules.of(seed));
                Inference inference = new Inference(graph, store)) {
            long handles = 0;
            long resident = 0;
            for (int index = 0; index < STEPS; index++) {
                if (index == WARM_UP) {
                    handles = Pointer.totalCount();
                    resident = residentBytes();
                }
                step.run(feeds, Moment.of(index, STEPS), 0.01);
                if (index % 10 == 0) {
                    inference.run(feeds).close();
                }
            }
            assertThat(Pointer.totalCount()).as("native handles alive").isLessThanOrEqualTo(handles);
            assertThat(residentBytes() - resident).as("growth in bytes").isLessThan(ALLOWED_GROWTH_BYTES);
        }
    }

    private static long residentBytes() throws IOException {
        System.gc();
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(l -> l.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    }
}
