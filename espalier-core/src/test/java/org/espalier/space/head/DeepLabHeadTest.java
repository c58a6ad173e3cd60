package org.espalier.space.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.espalier.space.operation.AtrousConv.Form;
import org.espalier.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeepLabHeadTest {

    private static final int CLASSES = 19;

    /**
     * On maps of Xception: 2048 channels, and 256 at stride 4; counted for the authors' code (tensorflow/models,
     * research/deeplab).
     */
    @ParameterizedTest
    @CsvSource({"SEPARABLE, 3187587", "DENSE, 16843635"})
    void headAndClassifierHaveThePublishedParameters(Form form, long parameters) {
        GraphBuilder builder = new GraphBuilder();
        Value low = builder.input("low", new Type.Features(256, 4));
        Value last = builder.input("last", new Type.Features(2048, 16));
        DeepLabHead head = new DeepLabHead(new Aspp(256, List.of(12, 24, 36), form, 0.9), 48);
        Scope scope = builder.scope("head");
        Value context = head.context(scope.child("aspp"), last);
        Value reduced = head.lowLevel(scope.child("low_level"), low);
        builder.output("logits", scope.classifier(head.decoder(scope.child("decoder"), context, reduced), CLASSES));
        assertThat(Cost.of(builder.build(), Extent.of(64, 64)).parameters()).isEqualTo(parameters);
    }

    @Test
    void onMobileNetV2ItHasTheWidthOfItsMaps() {
        long backbone = 2_223_872 - 1280L * 320 - 2 * 1280;
        long aspp = 2 * (320 * 256 + 512) + 3 * (320 * 9 + 640 + 320 * 256 + 512) + 1280 * 256 + 512;
        long decoder = 24 * 48 + 96 + (304 * 9 + 608 + 304 * 256 + 512) + (256 * 9 + 512 + 256 * 256 + 512);
        long classifier = 257 * CLASSES;
        assertThat(Cost.of(Zoo.DEEPLABV3PLUS_MOBILENETV2.network(CLASSES), Extent.of(64, 64))
                        .parameters())
                .isEqualTo(backbone + aspp + decoder + classifier);
    }
}
