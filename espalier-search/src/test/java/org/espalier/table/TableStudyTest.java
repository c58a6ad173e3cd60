package org.espalier.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.espalier.blueprint.BudgetFit;
import org.espalier.config.Configs;
import org.espalier.graph.Extent;
import org.espalier.pass.ForImages;
import org.espalier.problem.BadData;
import org.espalier.random.Seed;
import org.espalier.search.PricedNetwork;
import org.espalier.search.PricedSpace;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.autodeeplab.AutoDeepLabMethod;
import org.espalier.table.TruthTable.Entry;
import org.espalier.table.TruthTable.Scores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searchers on made-up tables of a real space: network n has the mIoU n. */
class TableStudyTest {

    private static final int NETWORKS = 12;
    private static final int CLASSES = 3;
    private static final Extent EXTENT = Extent.of(32, 48);
    private static final List<Long> RUNGS = List.of(5L, 10L);
    private static final AutoDeepLabMethod METHOD = new AutoDeepLabMethod();
    private static final AutoDeepLabConfig CONFIG = Configs.resolve(
            AutoDeepLabConfig.class, AutoDeepLabConfig.TINY, Optional.empty(), List.of("search.budget=3M"));

    @TempDir
    private Path folder;

    /** With 12 trainings of 12 networks everything is known, and losses order networks as mIoU does. */
    @Test
    void whoTrainsAllNetworksFindsTheBest() {
        for (SearcherScore score : study(table(rank -> -rank, rank -> -rank)).scores(NETWORKS, 20, new Seed(1))) {
            assertThat(score.trainings()).as(score.searcher()).isLessThanOrEqualTo(NETWORKS);
            assertThat(score.rank()).as(score.searcher()).isGreaterThanOrEqualTo(1);
        }
        SearcherScore random = scores(table(rank -> -rank, rank -> -rank), NETWORKS, "random");
        assertThat(random.rank()).isEqualTo(1);
        assertThat(random.regret().mean()).isZero();
        assertThat(random.gain().mean()).isCloseTo((NETWORKS - 1) / 2.0, within(1e-12));
    }

    /** The best of four of twelve ranks (12 + 1) / (4 + 1) in the mean. */
    @Test
    void theBestOfFewRandomNetworksIsWhereOrderStatisticsPutIt() {
        assertThat(scores(table(rank -> -rank, rank -> -rank), 4, "random").rank())
                .isCloseTo(13 / 5.0, within(0.25));
    }

    @Test
    void halvingGainsFromARungThatRanksAndLosesByOneThatMisleads() {
        double random = scores(table(rank -> -rank, rank -> -rank), 4, "random").rank();
        double good = scores(table(rank -> -rank, rank -> -rank), 4, "halving").rank();
        double misled = scores(table(rank -> rank, rank -> -rank), 4, "halving").rank();
        assertThat(good).isLessThan(random - 0.3);
        assertThat(misled).isGreaterThan(random + 1);
    }

    @Test
    void aTrainingThatFailedIsNeverFound() {
        TruthTable failing = table(rank -> -rank, rank -> rank == NETWORKS - 1 ? Double.NaN : -rank);
        assertThat(scores(failing, NETWORKS, "random").rank()).isEqualTo(2);
    }

    @Test
    void theQualityOfATableWithoutNoiseIsPerfect() {
        TableQuality quality = TableQuality.of(table(rank -> rank, rank -> -rank));
        assertThat(quality.miou().reliability()).isEqualTo(1);
        assertThat(quality.best()).isEqualTo(NETWORKS - 1);
        assertThat(quality.rungs()).extracting(TableQuality.Rung::steps).containsExactly(5L, 10L);
        assertThat(quality.rungs()).extracting(TableQuality.Rung::tau).containsExactly(-1.0, 1.0);
        assertThat(quality.rungs()).extracting(TableQuality.Rung::highest).containsOnly(1.0);
    }

    @Test
    void aTableSurvivesItsFile() {
        TruthTable table = table(rank -> -rank, rank -> rank == 0 ? Double.NaN : -rank);
        Path file = TruthTable.file(folder);
        table.write(file);
        assertThat(TruthTable.read(file)).isEqualTo(table);
        assertThat(file).content().hasLineCount(NETWORKS + 1);
    }

    @Test
    void aTableOfAnotherSpaceOrOtherDrawsIsRefused() {
        TruthTable table = table(rank -> -rank, rank -> -rank);
        List<Entry> turned = new ArrayList<>(table.entries().reversed());
        assertThatThrownBy(() -> study(with(turned)))
                .isInstanceOf(BadData.class)
                .hasMessageContainingAll("network 1", "its space has changed since", "make the table again");
    }

    @Test
    void entriesWithUnequalTrainingsAreRefused() {
        List<Entry> entries =
                new ArrayList<>(table(rank -> -rank, rank -> -rank).entries());
        Entry first = entries.getFirst();
        entries.set(
                1,
                new Entry(
                        entries.get(1).network(),
                        first.blueprint(),
                        1,
                        first.trainings().subList(0, 1)));
        assertThatThrownBy(() -> with(entries)).hasMessageContaining("1; allowed: 2, as of the first network");
    }

    private static SearcherScore scores(TruthTable table, int trainings, String searcher) {
        return study(table).scores(trainings, 400, new Seed(1)).stream()
                .filter(score -> score.searcher().startsWith(searcher))
                .findFirst()
                .orElseThrow();
    }

    private static TableStudy<?> study(TruthTable table) {
        return TableStudy.of(table, METHOD);
    }

    /** A table of two seeds that agree; a network's rank from 0 is its mIoU. */
    private static TruthTable table(IntToDoubleFunction early, IntToDoubleFunction last) {
        BudgetFit fit = CONFIG.search().fit(EXTENT, CLASSES, ForImages.rgb()).orElseThrow();
        return with(entries(PricedSpace.of(METHOD, CONFIG, CLASSES, ForImages.rgb(), Optional.of(fit)), early, last));
    }

    private static <A> List<Entry> entries(PricedSpace<A> space, IntToDoubleFunction early, IntToDoubleFunction last) {
        List<PricedNetwork<A>> drawn =
                space.distinct(NETWORKS, new Seed(CONFIG.search().seed()).derive(TableMaker.DRAWS));
        return IntStream.range(0, NETWORKS)
                .mapToObj(rank -> {
                    Scores scores = new Scores(List.of(early.applyAsDouble(rank), last.applyAsDouble(rank)), 1, rank);
                    return new Entry(
                            drawn.get(rank).network(), drawn.get(rank).blueprint(), 3_000_000, List.of(scores, scores));
                })
                .toList();
    }

    private static TruthTable with(List<Entry> entries) {
        return new TruthTable(
                METHOD.id(),
                Configs.text(CONFIG),
                "made-up",
                "a fingerprint",
                "a recipe",
                CLASSES,
                EXTENT.height(),
                EXTENT.width(),
                RUNGS,
                entries,
                "a manifest",
                Optional.empty(),
                "none");
    }
}
