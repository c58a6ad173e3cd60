package org.espalier.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class KendallNullTest {

    /** Of the 24 orders of 4 values, 1 has no pair in opposite order, 3 have one, 5 two, 6 three. */
    @Test
    void countsTheOrdersOfFourValues() {
        KendallNull four = new KendallNull(4);
        assertThat(four.probabilityOf(1)).isCloseTo(1.0 / 24, within(1e-12));
        assertThat(four.probabilityOf(2.0 / 3)).isCloseTo(4.0 / 24, within(1e-12));
        assertThat(four.probabilityOf(0)).isCloseTo(15.0 / 24, within(1e-12));
        assertThat(four.probabilityOf(-1)).isCloseTo(1, within(1e-12));
        assertThat(four.criticalTau(0.05)).isEqualTo(1);
        assertThat(new KendallNull(2).criticalTau(0.05))
                .as("no tau is that rare")
                .isGreaterThan(1);
    }

    /** Kendall, Rank Correlation Methods, appendix table 1: n = 10, S = 21 has probability 0.036, S = 19 0.054. */
    @Test
    void agreesWithTheTablesForTenValues() {
        KendallNull ten = new KendallNull(10);
        assertThat(ten.probabilityOf(21.0 / 45)).isCloseTo(0.036, within(5e-4));
        assertThat(ten.probabilityOf(19.0 / 45)).isCloseTo(0.054, within(5e-4));
        assertThat(ten.criticalTau(0.05)).isCloseTo(21.0 / 45, within(1e-12));
    }

    @Test
    void agreesWithShuffledOrders() {
        double[] order = IntStream.range(0, 8).asDoubleStream().toArray();
        long reached = IntStream.range(0, 20_000)
                .filter(seed -> KendallTau.of(
                                order,
                                IntStream.range(0, 8)
                                        .mapToDouble(new Seed(seed)::uniform)
                                        .toArray())
                        >= 0.4)
                .count();
        assertThat(reached / 20_000.0).isCloseTo(new KendallNull(8).probabilityOf(0.4), within(0.01));
    }
}
