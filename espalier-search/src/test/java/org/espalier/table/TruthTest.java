package org.espalier.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalInt;
import org.espalier.table.Truth.Found;
import org.junit.jupiter.api.Test;

/** Three networks, two seeds; means 2, 5, 3. */
class TruthTest {

    private static final Truth TRUTH = new Truth(new double[][] {{1, 3}, {4, 6}, {5, 1}});

    @Test
    void aSearchThatSawASeedIsScoredByTheOtherAndOneThatSawNoneByBoth() {
        Found seen = new Found(1, OptionalInt.of(0));
        assertThat(TRUTH.score("a", 1, List.of(seen, seen)).gain().mean()).isCloseTo(6 - 10.0 / 3, within(1e-12));
        Found unseen = new Found(2, OptionalInt.empty());
        SearcherScore score = TRUTH.score("b", 2, List.of(unseen, unseen));
        assertThat(score.gain().mean()).isCloseTo(3 - 10.0 / 3, within(1e-12));
        assertThat(score.regret().mean()).isEqualTo(2);
        assertThat(score.rank()).isEqualTo(2);
        assertThat(score.trainings()).isEqualTo(2);
    }

    @Test
    void theIntervalIsThatOfTheMeanOverSearches() {
        SearcherScore score =
                TRUTH.score("c", 1, List.of(new Found(0, OptionalInt.empty()), new Found(1, OptionalInt.empty())));
        assertThat(score.regret().mean()).isEqualTo(1.5);
        assertThat(score.regret().high() - score.regret().mean()).isCloseTo(12.706 * 1.5, within(1e-3));
    }

    @Test
    void valuesThatAreAllEqualSayNothingOfTheOrder() {
        assertThat(TRUTH.tau(new double[] {0, 0, 0})).isZero();
        assertThat(TRUTH.tau(new double[] {-3, 0, -1})).isEqualTo(1);
        assertThat(TRUTH.tau(new double[] {0, -2, -1})).isEqualTo(-1);
    }

    @Test
    void theFirstOfEquallyLargeValuesIsTheLargest() {
        assertThat(TableStudy.largest(new double[] {-2, -1, -1})).isEqualTo(1);
        assertThat(TableStudy.largest(new double[] {0, 0})).isZero();
    }
}
