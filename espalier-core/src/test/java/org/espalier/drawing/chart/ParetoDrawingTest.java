package org.espalier.drawing.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.espalier.drawing.chart.ParetoDrawing.Found;
import org.junit.jupiter.api.Test;

class ParetoDrawingTest {

    private static final Found FAST = new Found(8, 7.5, 0.31);
    private static final Found MIDDLE = new Found(12, 11, 0.42);
    private static final Found BEATEN = new Found(16, 15.5, 0.40);
    private static final Found SLOW = new Found(20, 18, 0.45);

    @Test
    void noOtherNetworkIsFasterAndBetterThanOneOnTheFront() {
        assertThat(ParetoDrawing.of(List.of(SLOW, BEATEN, FAST, MIDDLE)).front())
                .containsExactly(FAST, MIDDLE, SLOW);
        assertThat(ParetoDrawing.of(List.of(FAST, FAST)).front()).containsExactly(FAST, FAST);
    }

    @Test
    void everyNetworkIsADotUnderItsBudget() {
        String svg = ParetoDrawing.of(List.of(FAST, MIDDLE, BEATEN, SLOW)).svg();
        assertThat(svg.split("<circle", -1)).hasSize(5);
        assertThat(svg).contains("≤ 8 ms", "≤ 12 ms", "≤ 16 ms", "≤ 20 ms");
        assertThat(svg).contains("4 networks, 3 of them on the front");
    }

    @Test
    void aSingleNetworkIsDrawn() {
        assertThat(ParetoDrawing.of(List.of(MIDDLE)).svg()).contains("≤ 12 ms").doesNotContain("NaN");
        assertThatThrownBy(() -> ParetoDrawing.of(List.of())).hasMessageContaining("networks");
    }
}
