package org.espalier.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.problem.BadData;
import org.espalier.random.Seed;
import org.espalier.table.TruthTable.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searchers on made-up tables of a real space: network n has the mIoU n. */
class TableStudyTest {

    private static final int NETWORKS = MadeUpTable.NETWORKS;

    @TempDir
    private Path folder;

    /** With 12 trainings of 12 networks everything is known, and losses order networks as mIoU does. */
    @Test
    void whoTrainsAllNetworksFindsTheBest() {
        for (SearcherScore score :
                study(MadeUpTable.of(rank -> -rank, rank -> -rank)).scores(NETWORKS, 20, new Seed(1))) {
            assertThat(score.trainings()).as(score.searcher()).isLessThanOrEqualTo(NETWORKS);
            assertThat(score.rank()).as(score.searcher()).isGreaterThanOrEqualTo(1);
        }
        SearcherScore random = scores(MadeUpTable.of(rank -> -rank, rank -> -rank), NETWORKS, "random");
        assertThat(random.rank()).isEqualTo(1);
        assertThat(random.regret().mean()).isZero();
        assertThat(random.gain().mean()).isCloseTo((NETWORKS - 1) / 2.0, within(1e-12));
    }

    /** The best of four of twelve ranks (12 + 1) / (4 + 1) in the mean. */
    @Test
    void theBestOfFewRandomNetworksIsWhereOrderStatisticsPutIt() {
        assertThat(scores(MadeUpTable.of(rank -> -rank, rank -> -rank), 4, "random")
                        .rank())
                .isCloseTo(13 / 5.0, within(0.25));
    }

    @Test
    void halvingGainsFromARungThatRanksAndLosesByOneThatMisleads() {
        double random = scores(MadeUpTable.of(rank -> -rank, rank -> -rank), 4, "random")
                .rank();
        double good = scores(MadeUpTable.of(rank -> -rank, rank -> -rank), 4, "halving")
                .rank();
        double misled = scores(MadeUpTable.of(rank -> rank, rank -> -rank), 4, "halving")
                .rank();
        assertThat(good).isLessThan(random - 0.3);
        assertThat(misled).isGreaterThan(random + 1);
    }

    /** Multiply-adds of the made-up table are equal for all but network 7; a space at one price has few parameters alike. */
    @Test
    void theLargestNetworksAreBaselinesThatTrainNothing() {
        TruthTable table = MadeUpTable.of(rank -> -rank, rank -> -rank);
        List<Entry> entries = new ArrayList<>(table.entries());
        Entry seventh = entries.get(6);
        entries.set(6, new Entry(seventh.network(), seventh.blueprint(), 3_000_001, seventh.trainings()));
        List<SearcherScore> baselines = study(MadeUpTable.with(entries)).baselines();
        assertThat(baselines)
                .extracting(SearcherScore::searcher)
                .containsExactly("most multiply-adds", "most parameters");
        assertThat(baselines).extracting(SearcherScore::trainings).containsOnly(0.0);
        assertThat(baselines.getFirst().rank()).isEqualTo(NETWORKS - 6);
        assertThat(baselines.getFirst().gain().mean()).isCloseTo(6 - (NETWORKS - 1) / 2.0, within(1e-12));
        assertThat(baselines.getFirst().gain().high())
                .isEqualTo(baselines.getFirst().gain().mean());
        assertThat(baselines.getFirst().regret().mean()).isEqualTo(NETWORKS - 7);
    }

    @Test
    void aTrainingThatFailedIsNeverFound() {
        TruthTable failing = MadeUpTable.of(rank -> -rank, rank -> rank == NETWORKS - 1 ? Double.NaN : -rank);
        assertThat(scores(failing, NETWORKS, "random").rank()).isEqualTo(2);
    }

    @Test
    void theQualityOfATableWithoutNoiseIsPerfect() {
        TableQuality quality = TableQuality.of(MadeUpTable.of(rank -> rank, rank -> -rank));
        assertThat(quality.miou().reliability()).isEqualTo(1);
        assertThat(quality.best()).isEqualTo(NETWORKS - 1);
        assertThat(quality.rungs()).extracting(TableQuality.Rung::steps).containsExactly(5L, 10L);
        assertThat(quality.rungs()).extracting(TableQuality.Rung::tau).containsExactly(-1.0, 1.0);
        assertThat(quality.rungs()).extracting(TableQuality.Rung::highest).containsOnly(1.0);
    }

    @Test
    void aTableSurvivesItsFile() {
        TruthTable table = MadeUpTable.of(rank -> -rank, rank -> rank == 0 ? Double.NaN : -rank);
        Path file = TruthTable.file(folder);
        table.write(file);
        assertThat(TruthTable.read(file)).isEqualTo(table);
        assertThat(file).content().hasLineCount(NETWORKS + 1);
    }

    @Test
    void aTableOfAnotherSpaceOrOtherDrawsIsRefused() {
        TruthTable table = MadeUpTable.of(rank -> -rank, rank -> -rank);
        List<Entry> turned = new ArrayList<>(table.entries().reversed());
        assertThatThrownBy(() -> study(MadeUpTable.with(turned)))
                .isInstanceOf(BadData.class)
                .hasMessageContainingAll("network 1", "its space has changed since", "make the table again");
    }

    @Test
    void entriesWithUnequalTrainingsAreRefused() {
        List<Entry> entries =
                new ArrayList<>(MadeUpTable.of(rank -> -rank, rank -> -rank).entries());
        Entry first = entries.getFirst();
        entries.set(
                1,
                new Entry(
                        entries.get(1).network(),
                        first.blueprint(),
                        1,
                        first.trainings().subList(0, 1)));
        assertThatThrownBy(() -> MadeUpTable.with(entries))
                .hasMessageContaining("1; allowed: 2, as of the first network");
    }

    private static SearcherScore scores(TruthTable table, int trainings, String searcher) {
        return study(table).scores(trainings, 400, new Seed(1)).stream()
                .filter(score -> score.searcher().startsWith(searcher))
                .findFirst()
                .orElseThrow();
    }

    private static TableStudy study(TruthTable table) {
        return TableStudy.of(table, MadeUpTable.METHOD);
    }
}
