package org.espalier.space.autodeeplab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters, multiply-adds and shapes of Auto-DeepLab-S, M and L, computed from the authors' code. */
class PublishedNetworksTest {

    private static final int CITYSCAPES_CLASSES = 19;

    @ParameterizedTest
    @CsvSource({"20, 10147427", "32, 21622451", "48, 44424691"})
    void parametersAreThePublishedOnes(int filters, long parameters) {
        assertThat(cost(filters, CITYSCAPES_CLASSES, 33, 33).parameters()).isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource({"21, 10147941", "150, 10181094", "151, 10181351"})
    void everyFurtherClassCosts257Parameters(int classes, long parameters) {
        assertThat(cost(20, classes, 33, 33).parameters()).isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource({
        "stem, 112832, 112832, 112832",
        "cell_0, 38240, 89216, 189888",
        "cell_1, 38960, 92288, 198336",
        "cell_2, 38400, 93312, 203712",
        "cell_3, 135200, 336128, 743808",
        "cell_4, 512000, 1290752, 2879232",
        "cell_5, 151200, 377088, 835968",
        "cell_6, 536000, 1352192, 3017472",
        "cell_7, 536000, 1352192, 3017472",
        "cell_8, 2038400, 5178368, 11601408",
        "cell_9, 2102400, 5342208, 11970048",
        "cell_10, 616000, 1556992, 3478272",
        "cell_11, 175200, 438528, 974208",
        "aspp, 1815552, 2706432, 3894272",
        "decoder, 1296160, 1299040, 1302880",
        "classifier, 4883, 4883, 4883"
    })
    void everyBlockHasThePublishedParameters(String block, long small, long medium, long large) {
        assertThat(blocks(20)).containsEntry(block, small);
        assertThat(blocks(32)).containsEntry(block, medium);
        assertThat(blocks(48)).containsEntry(block, large);
    }

    @ParameterizedTest
    @CsvSource({"20, 65, 65, 751088696", "32, 65, 65, 1075976576", "20, 129, 257, 5334035000"})
    void multiplyAddsAreExact(int filters, int height, int width, long multiplyAdds) {
        assertThat(cost(filters, CITYSCAPES_CLASSES, height, width).multiplyAdds())
                .isEqualTo(multiplyAdds);
    }

    /**
     * The authors' upsampling from stride 32 to 8 doubles sizes, from a 2 x 2 map to 4 x 4 and 8 x 8; ours are always
     * ceil(H / stride), 3 x 3 and 5 x 5 at 33 x 33. The counts differ only by these positions.
     */
    @ParameterizedTest
    @CsvSource({"20, 305304680", "32, 466486016", "48, 755826080"})
    void at33TheCountsDifferFromDoubledSizesByTheirPositions(int filters, long doubled) {
        Map<String, Long> counts = cost(filters, CITYSCAPES_CLASSES, 33, 33).blocks().stream()
                .collect(Collectors.toMap(Cost.Block::name, Cost.Block::multiplyAdds));
        long pooling = 10L * filters * 256;
        long cell10 = counts.getOrDefault("cell_10", 0L) / 9 * (16 - 9);
        long cell11 = counts.getOrDefault("cell_11", 0L) / 25 * (64 - 25);
        long aspp = (counts.getOrDefault("aspp", 0L) - pooling) / 25 * (64 - 25);
        long ours = cost(filters, CITYSCAPES_CLASSES, 33, 33).multiplyAdds();
        assertThat(ours + cell10 + cell11 + aspp).isEqualTo(doubled);
    }

    @ParameterizedTest
    @CsvSource({
        "1024, 2048, 317.54, 434.99, 653.58",
        "1025, 2049, 320.45, 439.92, 662.42",
        "769, 769, 90.77, 124.82, 188.26",
        "513, 513, 40.67, 56.03, 84.67",
        "321, 321, 16.12, 22.29, 33.79"
    })
    void multiplyAddsInBillions(int height, int width, double small, double medium, double large) {
        assertThat(billions(20, height, width)).isEqualTo(small);
        assertThat(billions(32, height, width)).isEqualTo(medium);
        assertThat(billions(48, height, width)).isEqualTo(large);
    }

    @Test
    void endpointsAt321HaveTheShapesOfTheAuthorsUnitTest() {
        Graph graph = network(10, CITYSCAPES_CLASSES);
        Extent extent = Extent.of(321, 321);
        assertThat(graph.type("stem.norm_3").shape(extent)).isEqualTo(List.of(1, 128, 81, 81));
        int[] channels = {50, 50, 50, 100, 200, 100, 200, 200, 400, 400, 200, 100};
        int[] sizes = {81, 81, 81, 41, 21, 41, 21, 21, 11, 11, 21, 41};
        for (int cell = 0; cell < 12; cell++) {
            assertThat(graph.type("cell_" + cell + ".concat").shape(extent))
                    .isEqualTo(List.of(1, channels[cell], sizes[cell], sizes[cell]));
        }
        assertThat(graph.outputType("logits").shape(extent)).isEqualTo(List.of(1, 19, 321, 321));
    }

    private static double billions(int filters, int height, int width) {
        return Math.round(cost(filters, CITYSCAPES_CLASSES, height, width).multiplyAdds() / 1e7) / 100.0;
    }

    private static Map<String, Long> blocks(int filters) {
        return cost(filters, CITYSCAPES_CLASSES, 33, 33).blocks().stream()
                .collect(Collectors.toMap(Cost.Block::name, Cost.Block::parameters));
    }

    private static Cost cost(int filters, int classes, int height, int width) {
        return Cost.of(network(filters, classes), Extent.of(height, width));
    }

    private static Graph network(int filters, int classes) {
        return AutoDeepLab.network(AutoDeepLabArchitecture.PUBLISHED, NetworkConfig.paper(filters), classes);
    }
}
