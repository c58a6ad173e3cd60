package org.espalier.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class VarianceComponentsTest {

    /** By hand: means 2, 5, 11; mean squares 2 * 21 = 42 between and 2 within; (42 - 2) / 2 = 20. */
    @Test
    void componentsOfAnExample() {
        VarianceComponents found = VarianceComponents.of(new double[][] {{1, 3}, {4, 6}, {10, 12}});
        assertThat(found.mean()).isEqualTo(6, within(1e-12));
        assertThat(found.between()).isEqualTo(Math.sqrt(20), within(1e-12));
        assertThat(found.within()).isEqualTo(Math.sqrt(2), within(1e-12));
        assertThat(found.reliability()).isEqualTo(20.0 / 22, within(1e-12));
    }

    /** By the tables of F for 2 and 3 degrees of freedom: 16.0441 and 1 / 39.1655. */
    @Test
    void theIntervalIsThatOfTheFDistribution() {
        VarianceComponents found = VarianceComponents.of(new double[][] {{1, 3}, {4, 6}, {10, 12}});
        double low = 21 / 16.0441;
        double high = 21 * 39.1655;
        assertThat(found.low()).isEqualTo((low - 1) / (low + 1), within(1e-4));
        assertThat(found.high()).isEqualTo((high - 1) / (high + 1), within(1e-4));
    }

    /** Of 400 experiments with a true reliability of 0.5, about 380 intervals contain it. */
    @Test
    void theIntervalContainsTheTruthAsOftenAsItSays() {
        RandomGenerator random = new Seed(1).generator();
        int hits = 0;
        for (int experiment = 0; experiment < 400; experiment++) {
            double[][] measured = new double[10][2];
            for (double[] own : measured) {
                double truth = random.nextGaussian();
                own[0] = truth + random.nextGaussian();
                own[1] = truth + random.nextGaussian();
            }
            VarianceComponents found = VarianceComponents.of(measured);
            hits += found.low() <= 0.5 && 0.5 <= found.high() ? 1 : 0;
        }
        assertThat(hits).isBetween(366, 394);
    }

    @Test
    void withoutASpreadNothingIsReliable() {
        VarianceComponents found = VarianceComponents.of(new double[][] {{1, 3}, {3, 1}, {2, 2}});
        assertThat(found.between()).isZero();
        assertThat(found.reliability()).isZero();
        assertThat(found.low()).isZero();
    }

    @Test
    void repetitionsThatDifferInNumberAreRefused() {
        assertThatThrownBy(() -> VarianceComponents.of(new double[][] {{1, 2}, {1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("repetitions: 1");
    }
}
