package org.espalier.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.espalier.blueprint.Blueprint;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.run.InterruptedPart;
import org.espalier.run.Interruption;
import org.espalier.run.Json;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.search.FinalChoices;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.trial.Searcher.Guided;
import org.espalier.table.SupernetReport.Outcome;
import org.espalier.table.Truth.Found;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Supernets on a made-up table of a real space: network n has the mIoU n. */
class SupernetStudyTest {

    private static final Dataset DATA = Datasets.open("scenes:train=8,val=2,size=32x48");
    private static final TruthTable TABLE = MadeUpTable.on(DATA, TableMakerTest.training());
    private static final List<String> SMALL =
            List.of("search.images.size=32x48", "search.images.augmentation.crop=24x32", "search.images.batch=2");
    private static final SupernetSetting EARLY = new SupernetSetting("early", List.of("search.architecture.from=0"));

    @TempDir
    private Path folder;

    /** All weight on the options of one network of the table. */
    @Test
    void choicesThatAreMadeAsInANetworkOfTheTableSpeakForIt() {
        TableNetworks<?> networks = TableNetworks.of(TABLE, MadeUpTable.METHOD, MadeUpTable.CONFIG);
        assertThat(networks.firstOther()).isEmpty();
        for (int place = 0; place < MadeUpTable.NETWORKS; place++) {
            double[] beliefs = networks.beliefs(decisions(place));
            assertThat(TableStudy.largest(beliefs)).isEqualTo(place);
            assertThat(beliefs[place]).isCloseTo(0, within(1e-9));
        }
    }

    /** All weight on the best network: it is the first candidate, and survives. */
    @Test
    void aFinishFindsTheBestNetworkIfTheChoicesSpeakForIt() {
        TableNetworks<?> networks = TableNetworks.of(TABLE, MadeUpTable.METHOD, MadeUpTable.CONFIG);
        TableStudy searchers = TableStudy.of(TABLE, MadeUpTable.METHOD);
        int best = MadeUpTable.NETWORKS - 1;
        Guided plan = new Guided(3, 2, searchers.shares());
        List<Found> certain =
                TableFinish.of(searchers, networks, decisions(best)).found(plan, new Seed(1));
        assertThat(certain)
                .hasSize(TableFinish.REPEATS)
                .extracting(Found::place)
                .containsOnly(best);
        List<Found> wrong = TableFinish.of(searchers, networks, decisions(0)).found(plan, new Seed(1));
        assertThat(wrong).extracting(Found::place).doesNotContain(0);
        assertThat(wrong).extracting(Found::seen).contains(OptionalInt.of(0), OptionalInt.of(1));
    }

    @Test
    void otherDataAreRefused() {
        Dataset other = Datasets.open("scenes:train=9,val=2,size=32x48");
        assertThatThrownBy(() -> new SupernetStudy<>(TABLE, MadeUpTable.METHOD, other, plan(2)))
                .isInstanceOf(BadUsage.class)
                .hasMessageContainingAll(
                        "--data: got " + other.name(), other.fingerprint(), DATA.fingerprint(), "table was made on");
    }

    @Test
    void settingsThatChangeTheNetworksOrHaveAnErrorAreRefused() {
        assertThatThrownBy(() -> study(plan(2, new SupernetSetting("wide", List.of("supernet.blocks=3")))))
                .isInstanceOf(BadUsage.class)
                .hasMessageContainingAll(
                        "--setting wide: got [supernet.blocks=3]", "network 1 is not that of the table");
        assertThatThrownBy(() -> study(plan(2, new SupernetSetting("late", List.of("search.architecture.form=0.5")))))
                .isInstanceOf(BadUsage.class)
                .hasMessageContainingAll("--setting late:search.architecture.form=0.5", "from");
        assertThatThrownBy(() -> new SupernetSetting("../up", List.of())).hasMessageContaining("name: ../up; allowed");
        assertThatThrownBy(() -> plan(2, EARLY, EARLY)).hasMessageContaining("different names");
        assertThatThrownBy(() -> plan(1)).hasMessageContaining("searches: 1; allowed: 2 or more");
    }

    @Test
    @Tag("slow")
    void finishedSearchesAreReadAndOthersGoOnAfterAnInterruption() {
        SupernetSetting small = new SupernetSetting("small", SMALL);
        SupernetPlan plan = new SupernetPlan(TABLE.manifest(), Optional.of(4L), 2, 7, List.of(small));
        RunOptions interrupting = new RunOptions(false, new InterruptedPart(2), List.of());
        assertThatThrownBy(() -> study(plan).run(List.of(), folder, interrupting))
                .isInstanceOf(Interruption.Interrupted.class);
        RunLayout first =
                new RunLayout(folder.resolve("searches").resolve("small").resolve("seed-7"));
        assertThat(first.architecture()).exists();
        FinalChoices.of(decisions(10)).writeTo(first);
        SupernetReport report = study(plan).run(List.of(4), folder, RunOptions.NEW.resuming());
        assertThat(report.searches()).extracting(Outcome::seed).containsExactly(7L, 8L);
        assertThat(report.searches().getFirst().network()).isEqualTo(11);
        assertThat(report.searches()).allSatisfy(one -> {
            assertThat(one.network()).isBetween(1, MadeUpTable.NETWORKS);
            assertThat(one.tau()).isBetween(-1.0, 1.0);
            assertThat(one.seconds()).isPositive();
        });
        SearcherScore score = report.scores().getFirst().searcher();
        double found = report.searches().stream()
                .mapToInt(one -> one.network() - 1)
                .average()
                .orElseThrow();
        assertThat(score.gain().mean()).isCloseTo(found - (MadeUpTable.NETWORKS - 1) / 2.0, within(1e-9));
        double seconds = report.searches().stream()
                .mapToDouble(Outcome::seconds)
                .average()
                .orElseThrow();
        assertThat(score.trainings()).isCloseTo(seconds / report.trainingSeconds(), within(1e-9));
        SearcherScore finish = report.scores().getFirst().finishes().getFirst();
        assertThat(finish.searcher()).isEqualTo("supernet, small, finish 4");
        assertThat(finish.trainings())
                .isCloseTo(
                        score.trainings()
                                + new Guided(
                                                4,
                                                2,
                                                TableStudy.of(TABLE, MadeUpTable.METHOD)
                                                        .shares())
                                        .keepingFirst()
                                        .trainings(),
                        within(1e-9));
        assertThat(report.highest()).isEqualTo(1);
        assertThat(report.scores().getFirst().withoutSignal()).isZero();
        assertThat(Json.read(SupernetStudy.file(folder), SupernetReport.class)).isEqualTo(report);
    }

    private static Map<String, double[]> decisions(int place) {
        AutoDeepLabConfig config = MadeUpTable.CONFIG;
        if (TABLE.entries().get(place).blueprint() instanceof Blueprint.OfAutoDeepLab found) {
            return config.space().decisions(found.architecture());
        }
        throw new AssertionError("not of this space: " + place);
    }

    private static SupernetStudy<AutoDeepLabConfig> study(SupernetPlan plan) {
        return new SupernetStudy<>(TABLE, MadeUpTable.METHOD, DATA, plan);
    }

    private static SupernetPlan plan(int searches, SupernetSetting... settings) {
        List<SupernetSetting> all = IntStream.rangeClosed(0, settings.length)
                .mapToObj(index -> index == 0 ? SupernetSetting.AS_CONFIGURED : settings[index - 1])
                .toList();
        return new SupernetPlan(TABLE.manifest(), Optional.empty(), searches, 1, all);
    }
}
