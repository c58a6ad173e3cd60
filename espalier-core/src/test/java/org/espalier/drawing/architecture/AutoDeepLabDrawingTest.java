package org.espalier.drawing.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.espalier.cost.Cost;
import org.espalier.drawing.Picture;
import org.espalier.drawing.Picture.Box;
import org.espalier.graph.Extent;
import org.espalier.random.Seed;
import org.espalier.space.autodeeplab.AutoDeepLab;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.espalier.space.autodeeplab.NetworkConfig;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.cell.CellGenotype.Block;
import org.espalier.space.cell.CellGenotype.Edge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoDeepLabDrawingTest {

    private static final AutoDeepLabArchitecture SMALL = new AutoDeepLabArchitecture(
            List.of(0, 1),
            new CellGenotype(List.of(
                    new Block(new Edge(0, "sep_conv_3x3"), new Edge(1, "skip_connect")),
                    new Block(new Edge(1, "atrous_conv_5x5"), new Edge(2, "my_op")))));

    @Test
    void aSmallArchitectureIsDrawnAsInTheGoldenFile() throws IOException {
        try (InputStream golden = AutoDeepLabDrawingTest.class.getResourceAsStream("small.svg")) {
            String expected = new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(AutoDeepLabDrawing.of(SMALL).titled("A small one").svg()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "2, 3", "5, 2", "8, 4", "12, 5", "12, 6", "16, 8"})
    void labelsOverlapNeitherEachOtherNorTheEdgeOfThePage(int layers, int blocks) throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            AutoDeepLabDrawing drawing = AutoDeepLabDrawing.of(RandomArchitectures.of(layers, blocks, new Seed(seed)));
            Picture.of(drawing.svg()).assertLabelsStandAlone("seed " + seed);
        }
    }

    @Test
    void labelsOfEveryPathStandAlone() throws Exception {
        for (AutoDeepLabArchitecture architecture : RandomArchitectures.allPaths(4, SMALL.cell())) {
            Picture.of(AutoDeepLabDrawing.of(architecture).svg())
                    .assertLabelsStandAlone(architecture.path().toString());
        }
    }

    @Test
    void theSameInputGivesTheSameBytes() {
        AutoDeepLabArchitecture architecture = AutoDeepLabArchitecture.PUBLISHED;
        assertThat(AutoDeepLabDrawing.of(architecture).svg())
                .isEqualTo(AutoDeepLabDrawing.of(architecture).svg());
    }

    @Test
    void allLayersAndOperationsOfThePublishedOneAreLabelled() throws Exception {
        Picture picture = Picture.of(
                AutoDeepLabDrawing.of(AutoDeepLabArchitecture.PUBLISHED).svg());
        List<String> labels = picture.labels().stream().map(Box::what).toList();
        assertThat(labels).contains("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
        assertThat(labels).contains("stride 1", "stride 4", "stride 8", "stride 16", "stride 32");
        assertThat(labels).filteredOn("separable 3×3"::equals).hasSize(4);
        assertThat(labels).filteredOn("separable 5×5"::equals).hasSize(3);
        assertThat(labels).filteredOn("atrous 3×3"::equals).hasSize(1);
        assertThat(labels).filteredOn("atrous 5×5"::equals).hasSize(2);
    }

    @Test
    void theCostIsBelowTheTitle() {
        Extent extent = Extent.of(65, 65);
        Cost cost =
                Cost.of(AutoDeepLab.network(AutoDeepLabArchitecture.PUBLISHED, NetworkConfig.paper(20), 19), extent);
        assertThat(AutoDeepLabDrawing.of(AutoDeepLabArchitecture.PUBLISHED)
                        .costing(cost, extent)
                        .svg())
                .contains("10.15 M parameters · 751.1 M multiply-adds at 65×65");
    }

    @Test
    void userDefinedNamesAreEscapedAndShortened() throws Exception {
        String operation = "a<b>&\"c\"_7x7_and_so_on_for_longer_than_anyone_would_read\u0007";
        AutoDeepLabArchitecture architecture = new AutoDeepLabArchitecture(
                List.of(0), new CellGenotype(List.of(new Block(new Edge(0, operation), new Edge(1, operation)))));
        Picture picture =
                Picture.of(AutoDeepLabDrawing.of(architecture).titled("<&>").svg());
        assertThat(picture.all("title").getFirst().getTextContent()).isEqualTo("<&>");
        assertThat(picture.labels()).extracting(Box::what).contains("a<b>&\"c\" 7×7 and…");
        picture.assertLabelsStandAlone(operation);
    }

    @Test
    void pathsThatJumpAreRefused() {
        AutoDeepLabArchitecture jumping = new AutoDeepLabArchitecture(List.of(0, 2), SMALL.cell());
        assertThatThrownBy(() -> AutoDeepLabDrawing.of(jumping))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("level 2 in layer 2");
    }
}
