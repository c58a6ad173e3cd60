package org.espalier.pass;

import static org.assertj.core.api.Assertions.assertThat;

import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Op;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.space.backbone.BackboneConfig;
import org.espalier.space.sed.Sed;
import org.espalier.space.sed.SedConfig;
import org.junit.jupiter.api.Test;

class ConstantPartTest {

    @Test
    void aFrozenBackboneIsCutOffAtTheMapsThatADecoderReads() {
        Graph supernet = Sed.of(SedConfig.DEFAULT).supernet(5).scores();
        ConstantPart part = ConstantPart.of(supernet, weight -> weight.name().startsWith("backbone."))
                .orElseThrow();
        assertThat(part.features().outputs().keySet())
                .extracting(name -> part.features().outputType(name).channels())
                .containsExactlyInAnyOrder(24, 32, 96, 320);
        assertThat(part.rest().weights().keySet()).noneMatch(name -> name.startsWith("backbone."));
        assertThat(part.rest().find(GraphBuilder.IMAGE)).isEmpty();
        assertThat(part.features().weights().size() + part.rest().weights().size())
                .isEqualTo(supernet.weights().size());
        part.features().outputs().keySet().forEach(name -> {
            assertThat(part.rest().node(name).op()).isInstanceOf(Op.Input.class);
            assertThat(part.rest().type(name)).isEqualTo(supernet.type(name));
        });
    }

    @Test
    void nothingIsCutOffWhereWeightsOrStatisticsChange() {
        Graph supernet = Sed.of(SedConfig.DEFAULT).supernet(5).scores();
        assertThat(ConstantPart.of(supernet, weight -> false)).isEmpty();
        Graph moving = Sed.of(
                        SedConfig.DEFAULT.on(BackboneConfig.MOBILENETV2.normalizingBy(Op.BatchNorm.Statistics.BATCH)))
                .supernet(5)
                .scores();
        ConstantPart first = ConstantPart.of(moving, weight -> weight.name().startsWith("backbone."))
                .orElseThrow();
        assertThat(first.features().outputs()).hasSize(1);
        assertThat(first.features().nodes()).hasSize(3);
    }

    @Test
    void noiseIsNeverCutOff() {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("stem");
        Value x = scope.dropout(scope.conv(builder.image(), 4, 3, 2), 0.5);
        builder.output("logits", scope.child("head").conv(x, 4, 3, 1));
        ConstantPart part = ConstantPart.of(builder.build(), weight -> true).orElseThrow();
        assertThat(part.rest().nodes()).anyMatch(node -> node.op() instanceof Op.Noise);
        assertThat(part.features().nodes()).noneMatch(node -> node.op() instanceof Op.Noise);
    }
}
