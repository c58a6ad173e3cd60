package org.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphJson;
import org.espalier.pass.ForInference;
import org.espalier.space.Supernet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** ENet and BiSeNetV2 have the parameters and multiply-adds of the implementations they are named after. */
class HandDesignedNetworksTest {

    private static final int CITYSCAPES_CLASSES = 19;
    private static final Extent CITYSCAPES_HALF = Extent.of(512, 1024);

    @ParameterizedTest
    @CsvSource({"19, 351660", "12, 350652", "11, 350508"})
    void enetHasTheParametersOfItsImplementation(int classes, long parameters) {
        assertThat(inference(Zoo.ENET, classes).parameters()).isEqualTo(parameters);
    }

    @Test
    void enetTakesItsMultiplyAdds() {
        assertThat(inference(Zoo.ENET, CITYSCAPES_CLASSES).multiplyAdds()).isEqualTo(4_037_410_816L);
    }

    @Test
    void everyPartOfBiSeNetV2HasTheParametersOfItsImplementation() {
        Cost cost = Cost.of(Zoo.BISENETV2.network(CITYSCAPES_CLASSES), CITYSCAPES_HALF);
        assertThat(cost.parameters()).isEqualTo(5_231_487);
        assertThat(cost.blocks().stream().collect(Collectors.toMap(Cost.Block::name, Cost.Block::parameters)))
                .isEqualTo(Map.of(
                        "detail", 519_232L,
                        "segment", 1_159_504L,
                        "aggregation", 478_720L,
                        "head", 1_201_171L,
                        "auxiliary_2", 37_475L,
                        "auxiliary_3", 112_211L,
                        "auxiliary_4", 374_291L,
                        "auxiliary_5", 1_348_883L));
    }

    @Test
    void biSeNetV2LeavesItsAuxiliaryHeadsBehind() {
        Cost cost = inference(Zoo.BISENETV2, CITYSCAPES_CLASSES);
        assertThat(cost.parameters()).isEqualTo(3_358_627);
        assertThat(cost.multiplyAdds()).isEqualTo(24_603_312_128L);
    }

    @ParameterizedTest
    @EnumSource(Zoo.class)
    void everyNetworkSurvivesJsonAndScoresEveryPixel(Zoo network) {
        Graph graph = network.network(5);
        assertThat(GraphJson.read(GraphJson.write(graph))).isEqualTo(graph);
        for (String output : graph.outputs().keySet()) {
            assertThat(output).matches("logits|auxiliary_.*");
            assertThat(graph.outputType(output).shape(Extent.of(45, 61))).isEqualTo(List.of(1, 5, 45, 61));
        }
    }

    private static Cost inference(Zoo network, int classes) {
        Graph graph = new ForInference().apply(network.network(classes)).keep(Set.of(Supernet.LOGITS));
        return Cost.of(graph, CITYSCAPES_HALF);
    }
}
