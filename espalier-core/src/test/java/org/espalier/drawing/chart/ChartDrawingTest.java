package org.espalier.drawing.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.espalier.drawing.chart.LineChart.Dot;
import org.espalier.drawing.chart.LineChart.Line;
import org.junit.jupiter.api.Test;

class ChartDrawingTest {

    private static final LineChart TIME = new LineChart(
            "crop",
            "all else as above",
            "pixels",
            "seconds",
            List.of(
                    new Line("weights", List.of(new Dot(65, 3.7), new Dot(129, 4.4))),
                    new Line("<architecture>", List.of(new Dot(65, 2.8), new Dot(129, 3.5)))));

    @Test
    void namesAxesAndLinesAndMarksEveryDot() {
        String svg = ChartDrawing.svg("Steps", "batch 2", List.of(List.of(TIME)));
        assertThat(svg)
                .contains(">Steps<", ">batch 2<", ">pixels<", ">seconds<", ">weights<", ">&lt;architecture&gt;<");
        assertThat(svg.split("<circle", -1)).hasSize(4 + 1);
        assertThat(svg).isEqualTo(ChartDrawing.svg("Steps", "batch 2", List.of(List.of(TIME))));
    }

    @Test
    void axesBeginAtZeroAndEndAtARoundNumberAboveAllValues() {
        assertThat(Axis.to(4.4).marks()).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0);
        assertThat(Axis.to(129).marks()).containsExactly(0.0, 50.0, 100.0, 150.0);
        assertThat(Axis.to(0.02).share(0.02)).isEqualTo(1);
        assertThat(Axis.to(0).marks()).hasSizeGreaterThan(1);
        for (double largest : new double[] {1e-7, 0.3, 1, 7, 99, 100, 101, 12345}) {
            assertThat(Axis.to(largest).marks().getLast()).isGreaterThanOrEqualTo(largest);
            assertThat(Axis.to(largest).steps()).isBetween(1, 6);
        }
    }

    @Test
    void marksAreWrittenWithTheDecimalsOfTheirStep() {
        assertThat(Axis.to(0.6).marks().stream().map(Axis.to(0.6)::text)).startsWith("0.0", "0.1", "0.2");
        assertThat(Axis.to(600).text(100)).isEqualTo("100");
    }

    @Test
    void aChartWithoutValuesIsRefused() {
        assertThatThrownBy(() -> new LineChart("crop", "", "x", "y", List.of(new Line("a", List.of()))))
                .hasMessage("the chart has no values: crop");
    }

    @Test
    void anAxisAroundValuesContainsThemWithSmallMargins() {
        Axis axis = Axis.around(new double[] {0.42, 0.31, 0.45});
        assertThat(axis.marks().getFirst()).isBetween(0.2, 0.31);
        assertThat(axis.marks().getLast()).isBetween(0.45, 0.55);
        assertThat(axis.share(0.31)).isBetween(0.0, 0.3);
        assertThat(Axis.around(new double[] {11}).share(11)).isBetween(0.3, 0.7);
    }
}
