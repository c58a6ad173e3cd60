package org.espalier.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TimingsTest {

    private static final double[] TEN = {7, 1, 10, 3, 9, 2, 8, 5, 6, 4};

    @Test
    void theMedianIsInTheMiddle() {
        assertThat(Timings.median(new double[] {3, 1, 2})).isEqualTo(2);
        assertThat(Timings.median(TEN)).isEqualTo(5.5);
        assertThat(TEN).startsWith(7, 1);
    }

    @Test
    void percentilesAreValuesThatWereMeasured() {
        assertThat(Timings.percentile(TEN, 25)).isEqualTo(3);
        assertThat(Timings.percentile(TEN, 50)).isEqualTo(5);
        assertThat(Timings.percentile(TEN, 90)).isEqualTo(9);
        assertThat(Timings.percentile(TEN, 95)).isEqualTo(10);
        assertThat(Timings.percentile(new double[] {3}, 95)).isEqualTo(3);
    }

    @Test
    void noTimingsHaveNoMedian() {
        assertThatThrownBy(() -> Timings.median(new double[0])).hasMessage("nothing was measured");
    }
}
