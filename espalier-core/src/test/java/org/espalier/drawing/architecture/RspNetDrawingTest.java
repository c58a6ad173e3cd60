package org.espalier.drawing.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.espalier.drawing.Picture;
import org.espalier.drawing.Picture.Box;
import org.espalier.random.Seed;
import org.espalier.space.cell.CellChoices;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.rspnet.PathAttention;
import org.espalier.space.rspnet.PathSelection;
import org.espalier.space.rspnet.RspBlock;
import org.espalier.space.rspnet.RspNetArchitecture;
import org.espalier.space.rspnet.RspNetArchitecture.PathNode;
import org.espalier.space.rspnet.RspNetPathSpace;
import org.espalier.space.rspnet.RspNetWidths;
import org.espalier.space.rspnet.RspTrellis;
import org.espalier.space.rspnet.RspTrellis.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RspNetDrawingTest {

    private static final List<String> OPERATIONS =
            List.of("none", "skip_connect", "avg_pool_3x3", "sep_conv_3x3", "atrous_conv_5x5");

    @ParameterizedTest
    @CsvSource({"1, 1, NEIGHBOURS", "2, 4, ALL", "6, 3, ALL", "12, 4, NEIGHBOURS"})
    void labelsOverlapNeitherEachOtherNorTheEdgeOfThePage(int layers, int levels, Range range) throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            RspNetArchitecture architecture = random(new RspTrellis(layers, levels, range), seed);
            Picture picture = Picture.of(RspNetDrawing.of(architecture).svg());
            picture.assertLabelsStandAlone("seed " + seed);
        }
    }

    @Test
    void everyRemainingNodeHasItsNumber() throws Exception {
        RspNetArchitecture architecture = random(new RspTrellis(12, 4, Range.NEIGHBOURS), 3);
        List<String> expected = new ArrayList<>(List.of("image", "stem", "head", "mask"));
        architecture.nodes().stream().map(PathNode::layer).map(String::valueOf).forEach(expected::add);

        Picture picture = Picture.of(RspNetDrawing.of(architecture).svg());

        assertThat(picture.labels())
                .extracting(Box::what)
                .filteredOn(label -> label.matches("\\d+|image|stem|head|mask"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theFormOfTheBlockIsDescribed() {
        RspNetArchitecture architecture = random(new RspTrellis(3, 2, Range.ALL), 1);
        assertThat(RspNetDrawing.of(architecture).titled("A & B").svg())
                .contains("A &amp; B", "4 cells a block, each on half of the channels of the one before", "dynamic");
    }

    private static RspNetArchitecture random(RspTrellis trellis, int seed) {
        CellGenotype cell = new CellChoices(3, OPERATIONS).random(new Seed(seed).generator());
        RspBlock block = new RspBlock(RspBlock.Form.NESTED, 4);
        int channels = block.divisor(3);
        RspNetWidths widths =
                new RspNetWidths(List.of(4, 8), List.of(channels, channels, channels, channels), 8, 1, 1e-3, 0.1);
        return new RspNetPathSpace(trellis, cell, block, PathAttention.DYNAMIC, PathSelection.DEFAULT, widths, widths)
                .random(new Seed(seed));
    }
}
