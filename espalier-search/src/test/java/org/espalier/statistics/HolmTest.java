package org.espalier.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HolmTest {

    @Test
    void theSmallestChanceIsMultipliedByTheNumberOfTests() {
        assertThat(Holm.adjusted(new double[] {0.03, 0.01, 0.04, 0.005}))
                .containsExactly(new double[] {0.06, 0.03, 0.06, 0.02}, within(1e-12));
    }

    @Test
    void oneTestIsNotCorrected() {
        assertThat(Holm.adjusted(new double[] {0.02})).containsExactly(0.02);
    }

    @Test
    void noChanceIsMoreThanOne() {
        assertThat(Holm.adjusted(new double[] {0.6, 0.9})).containsExactly(1, 1);
    }

    @Test
    void theChanceOfAMeanIsThatOfStudentsT() {
        // t = 2 / (1 / sqrt(3)) = 3.4641 with 2 degrees of freedom: 0.0371.
        assertThat(MeanInterval.chanceAboveZero(new double[] {1, 2, 3})).isCloseTo(0.0371, offset(1e-4));
        assertThat(MeanInterval.chanceAboveZero(new double[] {-1, -2, -3})).isCloseTo(1 - 0.0371, offset(1e-4));
        assertThat(MeanInterval.chanceAboveZero(new double[] {1, 1})).isZero();
        assertThat(MeanInterval.chanceAboveZero(new double[] {0, 0})).isOne();
    }

    @Test
    void anIntervalOfHigherConfidenceIsWider() {
        // Student's t with 2 degrees of freedom: 4.3027 at 95 %, 5.6428 at 97 %; standard error 1 / sqrt(3).
        double[] values = {1, 2, 3};
        assertThat(MeanInterval.of(values).high()).isCloseTo(2 + 4.3027 / Math.sqrt(3), offset(1e-4));
        assertThat(MeanInterval.of(values, 0.97).low()).isCloseTo(2 - 5.6428 / Math.sqrt(3), offset(1e-4));
    }
}
