package org.espalier.drawing.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.espalier.label.LabelSet;
import org.espalier.metric.ConfusionMatrix;
import org.junit.jupiter.api.Test;

class ConfusionDrawingTest {

    private static final LabelSet LABELS = LabelSet.ofNames(List.of("sky", "road", "car"));

    @Test
    void cellsHoldTheSharesOfTheirRow() {
        ConfusionMatrix counts = new ConfusionMatrix(3);
        counts.add(new byte[] {0, 0, 0, 0, 1, 1}, new byte[] {0, 0, 0, 1, (byte) 255, 1});
        String svg = new ConfusionDrawing(counts, LABELS, "mIoU 0.5").svg();

        assertThat(svg).contains(">0.75</text>", ">0.25</text>", ">sky  0</text>", ">none</text>", "mIoU 0.5");
        assertThat(svg.split(">0\\.50</text>", -1)).hasSize(3); // road: half of it right, half not predicted
        assertThat(svg).contains("car (no pixels)  2").doesNotContain("NaN").doesNotContain(">0.00<");
        assertThat(svg).isEqualTo(new ConfusionDrawing(counts, LABELS, "mIoU 0.5").svg());
    }
}
