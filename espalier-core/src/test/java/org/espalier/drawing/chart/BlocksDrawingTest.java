package org.espalier.drawing.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.drawing.chart.BlocksDrawing.Block;
import org.espalier.drawing.chart.BlocksDrawing.Panel;
import org.junit.jupiter.api.Test;

class BlocksDrawingTest {

    private static final List<String> COLUMNS = List.of("random", "found", "halving", "hand-designed");

    @Test
    void eachBlockIsALineThroughItsScores() {
        Panel panel = new Panel("gas", List.of(block(0.41, 0.43, 0.42, 0.44), block(0.40, 0.42, 0.43, 0.45)));
        String svg = new BlocksDrawing("Study", COLUMNS, List.of(panel, panel)).svg();
        assertThat(svg.split("<circle", -1)).hasSize(1 + 2 * 8);
        assertThat(svg).contains("gas", "hand-designed", "a line for each of 2 blocks");
    }

    @Test
    void aMissingScoreIsLeftOut() {
        Block without = new Block(List.of(Optional.of(0.4), Optional.of(0.5), Optional.of(0.45), Optional.empty()));
        String svg = new BlocksDrawing("Study", COLUMNS, List.of(new Panel("gas", List.of(without)))).svg();
        assertThat(svg.split("<circle", -1)).hasSize(1 + 3);
        assertThat(svg).doesNotContain("NaN");
    }

    @Test
    void aBlockHasAScoreForEachColumn() {
        Panel panel = new Panel("gas", List.of(new Block(List.of(Optional.of(0.4)))));
        assertThatThrownBy(() -> new BlocksDrawing("Study", COLUMNS, List.of(panel)))
                .hasMessageContaining("scores: 1; allowed: 4, one for each column");
    }

    private static Block block(double... scores) {
        return new Block(Arrays.stream(scores).mapToObj(Optional::of).toList());
    }
}
