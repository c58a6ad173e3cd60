package org.espalier.space.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Op.BatchNorm;
import org.espalier.graph.Op.BatchNorm.Statistics;
import org.espalier.graph.Style;
import org.espalier.graph.Value;
import org.espalier.problem.BadUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BackboneTest {

    private static final int IMAGENET_CLASSES = 1000;
    private static final Extent IMAGENET = Extent.of(224, 224);

    @ParameterizedTest
    @CsvSource({"MOBILENETV2, 3504872", "RESNET18, 11689512", "RESNET50, 25557032"})
    void parametersAreThoseOfTorchvision(Backbone backbone, long parameters) {
        assertThat(cost(backbone, Backbone.SCORES).parameters()).isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource({"MOBILENETV2, 300774272", "RESNET18, 1814073344", "RESNET50, 4089184256"})
    void multiplyAddsAreThoseOfTorchvision(Backbone backbone, long multiplyAdds) {
        assertThat(cost(backbone, Backbone.SCORES).multiplyAdds()).isEqualTo(multiplyAdds);
    }

    @Test
    void mobileNetsLastMapNeeds1811712Parameters() {
        assertThat(cost(Backbone.MOBILENETV2, "stride_32").parameters()).isEqualTo(1_811_712);
    }

    @ParameterizedTest
    @CsvSource({"MOBILENETV2, 24, 32, 96, 320", "RESNET18, 64, 128, 256, 512", "RESNET50, 256, 512, 1024, 2048"})
    void mapsHaveTheirChannelsAtStrides4To32(Backbone backbone, int at4, int at8, int at16, int at32) {
        GraphBuilder builder = new GraphBuilder();
        var maps = backbone.features(builder.scope("backbone"), builder.image(), Statistics.BATCH);
        assertThat(maps.values().stream().map(Value::channels)).containsExactly(at4, at8, at16, at32);
        assertThat(maps.keySet()).containsExactly(4, 8, 16, 32);
        maps.forEach((stride, map) -> assertThat(map.stride()).isEqualTo(stride));
    }

    @Test
    void namesAreThoseOfTorchvision() {
        assertThat(names(Backbone.MOBILENETV2))
                .hasSize(314 - 52)
                .contains(
                        "features.0.0.weight",
                        "features.0.1.running_var",
                        "features.1.conv.1.weight",
                        "features.1.conv.2.bias",
                        "features.17.conv.0.1.running_mean",
                        "features.17.conv.3.weight",
                        "features.18.1.weight",
                        "classifier.1.weight",
                        "classifier.1.bias");
        assertThat(names(Backbone.RESNET18))
                .hasSize(122 - 20)
                .contains(
                        "conv1.weight",
                        "bn1.running_mean",
                        "layer2.0.downsample.0.weight",
                        "layer4.1.bn2.bias",
                        "fc.weight");
        assertThat(names(Backbone.RESNET50))
                .hasSize(320 - 53)
                .contains("layer1.0.downsample.1.running_var", "layer3.5.conv3.weight", "fc.bias");
    }

    @ParameterizedTest
    @EnumSource(Backbone.class)
    void theOptionDecidesTheStatisticsOfNormalizations(Backbone backbone) {
        for (Statistics statistics : Statistics.values()) {
            GraphBuilder builder = new GraphBuilder();
            new TreeMap<>(backbone.features(builder.scope("b"), builder.image(), statistics))
                    .forEach((stride, map) -> builder.output("stride_" + stride, map));
            Stream<BatchNorm> norms = builder.build().nodes().stream()
                    .filter(node -> node.op() instanceof BatchNorm)
                    .map(node -> (BatchNorm) node.op());
            assertThat(norms).isNotEmpty().allMatch(norm -> norm.statistics() == statistics);
        }
    }

    @ParameterizedTest
    @EnumSource(Backbone.class)
    void weightsAreNamedAfterTheirScope(Backbone backbone) {
        GraphBuilder builder = new GraphBuilder();
        Value last = backbone.features(builder.scope("backbone"), builder.image(), Statistics.RUNNING)
                .get(32);
        builder.output("y", Objects.requireNonNull(last));
        Set<String> inside = builder.build().weights().keySet().stream()
                .map(name -> name.substring("backbone.".length()))
                .collect(Collectors.toSet());
        assertThat(names(backbone)).containsAll(inside);
    }

    @Test
    void anUnknownNameListsTheKnownOnes() {
        assertThat(Backbone.of("resnet50")).isEqualTo(Backbone.RESNET50);
        assertThatThrownBy(() -> Backbone.of("vgg"))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("vgg")
                .hasMessageContaining("mobilenetv2, resnet18, resnet50");
    }

    private static List<String> names(Backbone backbone) {
        return List.copyOf(
                backbone.classifier(IMAGENET_CLASSES, Style.DEFAULT).weights().keySet());
    }

    private static Cost cost(Backbone backbone, String output) {
        Graph graph = backbone.classifier(IMAGENET_CLASSES, Style.DEFAULT).keep(Set.of(output));
        return Cost.of(graph, IMAGENET);
    }
}
