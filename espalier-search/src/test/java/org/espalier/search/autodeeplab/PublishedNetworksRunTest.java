package org.espalier.search.autodeeplab;

import static org.assertj.core.api.Assertions.assertThat;

import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.Outputs;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.pass.ForInference;
import org.espalier.random.Seed;
import org.espalier.space.Supernet;
import org.espalier.space.autodeeplab.AutoDeepLab;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.espalier.space.autodeeplab.NetworkConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PublishedNetworksRunTest {

    private static final Extent EXTENT = new Extent(1, 65, 65);

    @Test
    @Tag("slow")
    void publishedNetworksRun() {
        for (int filters : new int[] {20, 32, 48}) {
            Graph network = AutoDeepLab.network(AutoDeepLabArchitecture.PUBLISHED, NetworkConfig.paper(filters), 19);
            Graph inference = new ForInference().apply(network);
            try (WeightStore weights = WeightStore.of(inference, ElementType.FLOAT32, new Seed(1));
                    Inference run = new Inference(inference, weights);
                    Outputs outputs = run.run(Feeds.ofImages(EXTENT, image()))) {
                assertThat(outputs.shape(Supernet.LOGITS)).containsExactly(1, 19, 65, 65);
                assertThat(outputs.doubles(Supernet.LOGITS)).doesNotContain(Double.NaN);
            }
        }
    }

    private static byte[] image() {
        byte[] image = new byte[EXTENT.height() * EXTENT.width() * 3];
        new Seed(5).generator().nextBytes(image);
        return image;
    }
}
