package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.data.Dataset;
import org.espalier.data.Split;
import org.espalier.data.augment.Augmentation;
import org.espalier.loss.Loss;
import org.espalier.optimizer.Optimizer;
import org.espalier.random.Seed;
import org.espalier.run.RunOptions;
import org.espalier.schedule.Schedule;
import org.espalier.search.PlantedSpace.Found;
import org.espalier.space.relaxation.Sampling;
import org.espalier.train.ClassBalance;
import org.espalier.train.Criterion;
import org.espalier.train.Images;
import org.espalier.train.Length;
import org.espalier.train.WeightSteps;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class PlantedOptimumTest {

    private static final int SEEDS = 5;
    static final int STEPS = 100;
    private static final int LABELLED = 4;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void theOnlyOperationThatReadsFarEnoughIsFound(Level level) {
        assertThat(found(level, true))
                .filteredOn(PlantedSpace.FAR::equals)
                .as("%s", level)
                .hasSizeGreaterThanOrEqualTo(LABELLED);
    }

    @Test
    void withoutSignalItIsNotFound() {
        assertThat(found(Level.BILEVEL, false))
                .filteredOn(PlantedSpace.FAR::equals)
                .hasSizeLessThan(LABELLED);
    }

    private List<String> found(Level level, boolean signal) {
        List<String> operations = new ArrayList<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            Split train = new PlantedImages(32, new Seed(100 + seed), signal);
            Dataset data = new Dataset("planted", train.labels(), List.of(train));
            Found found = ArchitectureSearch.of(new PlantedSpace(8), config(level, seed))
                    .run(data, folder.resolve("seed-" + seed), RunOptions.NEW)
                    .architecture();
            operations.add(found.operation());
        }
        return operations;
    }

    /** A short search of a planted space. */
    static SearchConfig config(Level level, long seed) {
        return new SearchConfig(
                seed,
                new Length.Steps(STEPS),
                new Images(Optional.empty(), 8, Augmentation.none(), 0),
                new Criterion(Loss.crossEntropy(), ClassBalance.NONE),
                new WeightSteps(
                        new Optimizer.Adam(0.9, 0.999, 1e-8, Map.of()), new Schedule.Constant(0.01), 5, 1, List.of()),
                ArchitectureSteps.plain(
                        level,
                        Sampling.SOFTMAX,
                        new Optimizer.Adam(0.9, 0.999, 1e-8, Map.of()),
                        new Schedule.Constant(0.02),
                        0.25),
                LatencyGoal.NONE,
                Optional.empty(),
                List.of(1.0),
                false);
    }
}
