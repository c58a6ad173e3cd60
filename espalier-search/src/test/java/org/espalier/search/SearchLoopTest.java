package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.espalier.config.Configs;
import org.espalier.data.DataSize;
import org.espalier.graph.Extent;
import org.espalier.graph.Role;
import org.espalier.problem.Failure;
import org.espalier.run.Progress;
import org.espalier.safetensors.TensorData;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.gas.GasSearchConfig;
import org.espalier.search.sed.SedSearchConfig;
import org.espalier.space.ChoiceWeights;
import org.espalier.space.SearchSpace;
import org.espalier.space.Supernet;
import org.espalier.train.EpochResult;
import org.espalier.train.LoopState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SearchLoopTest {

    private static final int CLASSES = SmallSearch.DATA.labels().size();
    private static final DataSize SIZE = new DataSize(32, 48);

    @TempDir
    private Path folder;

    /** Searches with different kinds of state. */
    enum Kind {
        TWO_LEVELS,
        /** Logits are averaged over all architecture steps. */
        AVERAGED,
        SINGLE_LEVEL,
        /** The weight of the latency term is adjusted at every step. */
        LATENCY_BUDGET,
        /** Features of the frozen backbone are kept for each image. */
        FROZEN_BACKBONE,
        /** The same; after the first step, choices keep their strongest option alone. */
        PRUNED
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void aRestoredLoopContinuesLikeTheUninterruptedOne(Kind kind) {
        try (SearchLoop uninterrupted = loop(kind);
                SearchLoop restored = loop(kind)) {
            uninterrupted.epoch(Progress.silent());
            restored.restore(uninterrupted.state());
            assertThat(restored.state()).isEqualTo(uninterrupted.state());
            assertSameEpoch(uninterrupted, restored);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void measuringAStepRestoresTheState(Kind kind) {
        try (SearchLoop measured = loop(kind);
                SearchLoop plain = loop(kind)) {
            LoopState before = measured.state();
            assertThat(measured.secondsPerStep()).isPositive();
            assertThat(measured.state()).isEqualTo(before);
            assertThat(before.groups()).isEqualTo(plain.state().groups());
            assertSameEpoch(plain, measured);
            assertSameEpoch(plain, measured);
        }
    }

    /** Four steps of the whole batch; architecture steps begin at half of them. */
    @ParameterizedTest
    @EnumSource
    void architectureParametersAreUpdatedFromTheConfiguredShareOn(Level level) {
        int batch = level == Level.BILEVEL ? 4 : 8;
        AutoDeepLabConfig config = SmallSearch.autoDeepLab(
                "search.architecture.level=" + level,
                "search.architecture.from=0.5",
                "search.images.batch=" + batch,
                "search.length.epochs=4");
        try (SearchLoop loop = loop(config.space(), config.search(), 4)) {
            assertThat(loop.pace().stepsPerEpoch()).isEqualTo(1);
            Map<String, TensorData> initial = of(Role.ARCHITECTURE, loop);
            for (int step = 0; step < 4; step++) {
                Map<String, TensorData> architecture = of(Role.ARCHITECTURE, loop);
                Map<String, TensorData> kernels = of(Role.KERNEL, loop);
                loop.epoch(Progress.silent());
                assertThat(of(Role.KERNEL, loop)).as("kernels, step %d", step).isNotEqualTo(kernels);
                if (step < 2) {
                    assertThat(of(Role.ARCHITECTURE, loop))
                            .as("architecture, step %d", step)
                            .isEqualTo(initial);
                } else {
                    assertThat(of(Role.ARCHITECTURE, loop))
                            .as("architecture, step %d", step)
                            .isNotEqualTo(architecture);
                }
            }
        }
    }

    /** Four steps of one epoch each, of which the last two count. */
    @Test
    @Tag("slow")
    void averagedChoicesAreThoseOfTheMeanLogits() {
        AutoDeepLabConfig config = SmallSearch.autoDeepLab(
                "search.architecture.from=0",
                "search.architecture.averaged=0.5",
                "search.images.batch=4",
                "search.length.epochs=4");
        try (SearchLoop loop = loop(config.space(), config.search(), 4)) {
            Supernet supernet = config.space().supernet(CLASSES);
            LogitAverage mean = new LogitAverage();
            for (int step = 0; step < 4; step++) {
                loop.epoch(Progress.silent());
                if (step >= 2) {
                    mean.add(loop.parameters());
                }
                assertThat(loop.choiceWeights())
                        .as("step %d", step)
                        .usingRecursiveComparison()
                        .isEqualTo(supernet.weights(mean.orLast(loop.parameters())));
            }
            assertThat(loop.choiceWeights().get("delta.depth"))
                    .isNotEqualTo(supernet.weights(loop.parameters()).get("delta.depth"));
        }
    }

    @Test
    @Tag("slow")
    void scalesInsideChoicesStayAtOneIfTheyDoNotLearn() {
        GasSearchConfig config = SmallSearch.gas("search.architecture.mixedScales=false");
        try (SearchLoop loop = loop(config.searched(), config.search(), 8)) {
            Map<String, TensorData> before = of(Role.SCALE, loop);
            loop.epoch(Progress.silent());
            Map<String, TensorData> after = of(Role.SCALE, loop);
            assertThat(after.get("cell_0.edge_0.conv_3x3.norm.scale"))
                    .isEqualTo(before.get("cell_0.edge_0.conv_3x3.norm.scale"));
            assertThat(after.get("cell_0.last.norm.scale")).isNotEqualTo(before.get("cell_0.last.norm.scale"));
            assertThat(after.keySet())
                    .filteredOn(name -> Objects.equals(after.get(name), before.get(name)))
                    .as("of five edges a cell, six operations each, and four skip connections of the reduction cell")
                    .hasSize(config.space().cells() * 5 * 6 + 4)
                    .allMatch(name -> name.contains(".edge_"));
        }
    }

    /** Four steps of one epoch each; before the third, every choice loses all but its strongest option and operation. */
    @Test
    @Tag("slow")
    void prunedOptionsNeverComeBackAndTheirOperationsNoLongerLearn() {
        SedSearchConfig config = sed(
                "search.architecture.from=0.2",
                "search.architecture.pruning.at=0.5",
                "search.architecture.pruning.below=1",
                "search.images.batch=4");
        try (SearchLoop loop = loop(config.searched(), config.search(), 4)) {
            loop.epoch(Progress.silent());
            loop.epoch(Progress.silent());
            assertThat(loop.choiceWeights().values())
                    .allSatisfy(weights -> assertThat(weights).doesNotContain(0.0));
            Map<String, double[]> kept = new TreeMap<>();
            loop.choiceWeights().forEach((choice, weights) -> {
                double[] left = new double[weights.length];
                left[ChoiceWeights.strongest(weights, 0)] = 1;
                left[ChoiceWeights.strongest(weights, 1)] = 1;
                kept.put(choice, left);
            });
            Map<String, TensorData> before = of(Role.KERNEL, loop);
            for (int step = 2; step < 4; step++) {
                loop.epoch(Progress.silent());
                loop.choiceWeights().forEach((choice, weights) -> {
                    double[] left = Objects.requireNonNull(kept.get(choice));
                    assertThat(Arrays.stream(weights).map(Math::signum).toArray())
                            .as(choice)
                            .containsExactly(left);
                });
            }
            Map<String, TensorData> after = of(Role.KERNEL, loop);
            Set<String> learns = config.searched()
                    .supernet(CLASSES)
                    .restricted(kept)
                    .weights()
                    .keySet();
            assertThat(before.keySet())
                    .filteredOn(name -> name.contains("_conv_"))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(Objects.equals(after.get(name), before.get(name)))
                            .as(name)
                            .isNotEqualTo(learns.contains(name)));
        }
    }

    /** NaN weights make every step non-finite: it changes nothing but counts. */
    @Test
    void aRestoredLoopStopsAtTheSameStepAsTheUninterruptedOne() {
        SearchConfig config =
                SmallSearch.autoDeepLab("search.weights.nonFiniteLimit=3").search();
        SearchSpace<?> space = SmallSearch.autoDeepLab().space();
        try (SearchLoop uninterrupted = loop(space, config, 4);
                SearchLoop restored = loop(space, config, 4)) {
            uninterrupted
                    .weights()
                    .weights()
                    .values()
                    .forEach(weight ->
                            uninterrupted.weights().write(weight.name(), new double[(int) weight.elements()]));
            String one = of(Role.KERNEL, uninterrupted).keySet().iterator().next();
            double[] values = uninterrupted.weights().read(one);
            values[0] = Double.NaN;
            uninterrupted.weights().write(one, values);
            assertThat(uninterrupted.epoch(Progress.silent()).skippedSteps()).isEqualTo(2);
            restored.restore(uninterrupted.state());
            for (SearchLoop loop : List.of(uninterrupted, restored)) {
                assertThatThrownBy(() -> loop.epoch(Progress.silent()))
                        .isInstanceOf(Failure.class)
                        .hasMessageContaining("step 2 is not finite")
                        .hasMessageContaining("stops at 3 such steps");
            }
        }
    }

    private static void assertSameEpoch(SearchLoop one, SearchLoop other) {
        EpochResult expected = one.epoch(Progress.silent());
        EpochResult got = other.epoch(Progress.silent());
        assertThat(got.loss()).isEqualTo(expected.loss());
        assertThat(other.state().groups()).isEqualTo(one.state().groups());
    }

    private static Map<String, TensorData> of(Role role, SearchLoop loop) {
        Map<String, TensorData> values =
                new TreeMap<>(loop.weights().toTensors().byName());
        values.keySet()
                .removeIf(
                        name -> Objects.requireNonNull(loop.weights().weights().get(name))
                                        .role()
                                != role);
        return values;
    }

    private SearchLoop loop(Kind kind) {
        return switch (kind) {
            case TWO_LEVELS -> {
                AutoDeepLabConfig config = SmallSearch.autoDeepLab();
                yield loop(config.space(), config.search(), 4);
            }
            case AVERAGED -> {
                AutoDeepLabConfig config =
                        SmallSearch.autoDeepLab("search.architecture.from=0", "search.architecture.averaged=1");
                yield loop(config.space(), config.search(), 4);
            }
            case SINGLE_LEVEL -> {
                GasSearchConfig config = SmallSearch.gas();
                yield loop(config.searched(), config.search(), 8);
            }
            case LATENCY_BUDGET -> {
                GasSearchConfig config = SmallSearch.gas();
                Path table = folder.resolve("table.csv");
                SyntheticTable.write(config.searched(), CLASSES, Extent.of(32, 48), table);
                GasSearchConfig timed = SmallSearch.gas(
                        "search.latency.table=" + table,
                        "search.latency.budgetMillis=1",
                        "search.latency.every=1",
                        "search.latency.beta=0.1");
                yield loop(timed.searched(), timed.search(), 8);
            }
            case FROZEN_BACKBONE -> {
                SedSearchConfig config = sed();
                assertThat(config.search().images().augmentation().hasFewViews())
                        .isTrue();
                yield loop(config.searched(), config.search(), 4);
            }
            case PRUNED -> {
                SedSearchConfig config = sed(
                        "search.architecture.from=0",
                        "search.architecture.pruning.at=0.25",
                        "search.architecture.pruning.below=1");
                yield loop(config.searched(), config.search(), 4);
            }
        };
    }

    private static SedSearchConfig sed(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "space.channels=8,8,8,8",
                "search.images.size=32x48",
                "search.images.augmentation={minScale: 1, maxScale: 1, crop: null, flip: 0.5,"
                        + " brightness: 0, contrast: 0, saturation: 0, hue: 0}",
                "search.images.batch=2"));
        settings.addAll(List.of(more));
        return Configs.resolve(SedSearchConfig.class, SedSearchConfig.TINY, Optional.empty(), settings);
    }

    /** A loop of a run of so many steps. */
    private static <A> SearchLoop loop(SearchSpace<A> space, SearchConfig config, long steps) {
        Supernet supernet = space.supernet(CLASSES, config.architecture().relaxation());
        Optional<LatencyPilot<A>> pilot = LatencyPilot.of(space, supernet, CLASSES, SIZE, config.latency());
        SearchLoop loop = new SearchLoop(supernet, SmallSearch.TRAIN, config, pilot);
        loop.pace().fix(steps);
        return loop;
    }
}
