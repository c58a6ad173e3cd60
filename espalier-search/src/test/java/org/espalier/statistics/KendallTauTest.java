package org.espalier.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KendallTauTest {

    @Test
    void theSameAndTheOppositeOrder() {
        assertThat(KendallTau.of(new double[] {1, 2, 3}, new double[] {2, 5, 9}))
                .isEqualTo(1, within(1e-12));
        assertThat(KendallTau.of(new double[] {1, 2, 3}, new double[] {9, 5, 2}))
                .isEqualTo(-1, within(1e-12));
    }

    /** Six pairs, of which five agree. */
    @Test
    void oneExchangedPair() {
        assertThat(KendallTau.of(new double[] {1, 2, 3, 4}, new double[] {1, 3, 2, 4}))
                .isEqualTo(4.0 / 6, within(1e-12));
    }

    /** One tie: five pairs differ in the first series, six in the second; five agree. */
    @Test
    void tiesCountNeitherWay() {
        assertThat(KendallTau.of(new double[] {1, 1, 2, 3}, new double[] {1, 2, 3, 4}))
                .isEqualTo(5 / Math.sqrt(30), within(1e-12));
    }

    @Test
    void equalValuesHaveNoOrder() {
        assertThat(KendallTau.of(new double[] {1, 1}, new double[] {1, 2})).isNaN();
    }
}
