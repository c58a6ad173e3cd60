package org.espalier.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Op;
import org.espalier.graph.Scope;
import org.espalier.graph.Type;
import org.espalier.graph.Weight;
import org.espalier.image.PixelFormat;
import org.espalier.problem.BadUsage;
import org.espalier.space.Supernet;
import org.espalier.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForImagesTest {

    @Test
    void redGreenAndBlueLeaveEveryGraphAsItIs() {
        Graph network = Zoo.of("separable-unet").network(5);

        assertThat(ForImages.rgb().apply(network)).isSameAs(network);
    }

    @ParameterizedTest
    @ValueSource(strings = {"separable-unet", "enet", "bisenetv2"})
    void onlyWhatReadsTheImageChanges(String name) {
        Graph network = Zoo.of(name).network(5);
        for (int channels : new int[] {1, 5}) {
            Graph adapted = forChannels(channels).apply(network);

            assertThat(adapted.type(GraphBuilder.IMAGE)).isEqualTo(new Type.Features(channels, 1));
            assertThat(adapted.outputType(Supernet.LOGITS)).isEqualTo(network.outputType(Supernet.LOGITS));
            assertThat(adapted.weights().keySet()).isEqualTo(network.weights().keySet());
            List<Weight.Named> changed = adapted.weights().values().stream()
                    .filter(weight -> !weight.equals(network.weights().get(weight.name())))
                    .toList();
            assertThat(changed).hasSize(name.equals("bisenetv2") ? 2 : 1); // it has two branches
            assertThat(changed)
                    .allSatisfy(weight -> assertThat(weight.shape().get(1)).isEqualTo(channels));
        }
    }

    @Test
    void theConvolutionBesideThePooledImageMakesRoomForItsChannels() {
        Graph adapted = forChannels(5).apply(Zoo.of("enet").network(5));

        // ENet's first block has 16 channels: the pooled image and a convolution for the rest.
        assertThat(adapted.weights().values().iterator().next().shape()).startsWith(11, 5);
    }

    @Test
    void anotherReaderOfTheImageIsRefused() {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("first");
        builder.output(Supernet.LOGITS, scope.relu(builder.image()));
        Graph network = builder.build();

        assertThatThrownBy(() -> forChannels(1).apply(network))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("cannot take images of 1 channel of 16 bits: first.relu reads them");
    }

    @Test
    void theNormalizationIsThatOfTheImages() {
        Graph adapted = forChannels(1).apply(Zoo.of("separable-unet").network(5));

        assertThat(adapted.node("normalize").op()).isEqualTo(new Op.Normalize(List.of(7.0), List.of(3.0)));
    }

    private static ForImages forChannels(int channels) {
        return new ForImages(
                new PixelFormat(channels, 16), Collections.nCopies(channels, 7.0), Collections.nCopies(channels, 3.0));
    }
}
