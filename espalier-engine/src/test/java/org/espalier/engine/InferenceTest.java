package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.engine.input.NoiseSource;
import org.espalier.engine.input.Sources;
import org.espalier.engine.reference.Reference;
import org.espalier.engine.reference.ReferenceArray;
import org.espalier.engine.reference.ReferenceWindows;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.espalier.label.Batch;
import org.espalier.pass.ForInference;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.espalier.zoo.Zoo;
import org.junit.jupiter.api.Test;

class InferenceTest {

    private static final Seed SEED = new Seed(4);

    @Test
    void byteImagesEqualTheReference() {
        Graph graph = SmallNets.segmenter(4);
        Batch batch = SmallNets.colourBlocks(new Extent(2, 13, 10), SEED);
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT64, SEED);
                Inference inference = new Inference(graph, store);
                Outputs outputs = inference.run(Feeds.of(batch))) {
            Sources sources = new Sources(
                    Feeds.of(batch).inputs(),
                    NoiseSource.of(SEED),
                    Moment.of(0, 1),
                    ScalarType.Double,
                    MemoryFormat.ChannelsLast);
            double[] expected = Reference.run(graph, sources, store::read)
                    .value(graph.outputNode("logits"))
                    .values();
            assertThat(outputs.doubles("logits")).containsExactly(expected, within(1e-9));
            assertThat(outputs.shape("logits")).containsExactly(2, 3, 13, 10);
        }
    }

    @Test
    void singlePrecisionAgreesWithDoublePrecision() {
        Graph graph = SmallNets.segmenter(16);
        Batch batch = SmallNets.colourBlocks(new Extent(2, 33, 30), SEED);
        try (WeightStore single = WeightStore.of(graph, ElementType.FLOAT32, SEED);
                WeightStore exact = WeightStore.of(graph, ElementType.FLOAT64, SEED);
                Inference fast = new Inference(graph, single);
                Inference slow = new Inference(graph, exact);
                Outputs got = fast.run(Feeds.of(batch));
                Outputs expected = slow.run(Feeds.of(batch))) {
            assertThat(got.doubles("logits")).containsExactly(expected.doubles("logits"), within(1e-4));
            float[] floats = got.floats("logits");
            assertThat((double) floats[7]).isEqualTo(got.doubles("logits")[7]);
        }
    }

    @Test
    void anImageInABatchGivesWhatItGivesAlone() {
        assertBatchEqualsSingle(ElementType.FLOAT32, 1e-4);
        assertBatchEqualsSingle(ElementType.FLOAT64, 1e-9);
    }

    private static void assertBatchEqualsSingle(ElementType type, double tolerance) {
        Graph graph = new ForInference().apply(Zoo.SEPARABLE_UNET.network(5)).keep(Set.of("logits"));
        Batch batch = SmallNets.colourBlocks(new Extent(3, 61, 45), SEED);
        int image = 3 * 61 * 45;
        try (WeightStore store = WeightStore.of(graph, type, SEED);
                Inference inference = new Inference(graph, store);
                Outputs together = inference.run(Feeds.of(batch))) {
            double[] all = together.doubles("logits");
            for (int index = 0; index < batch.count(); index++) {
                byte[] rgb = Arrays.copyOfRange(batch.images(), index * image, (index + 1) * image);
                try (Outputs alone = inference.run(Feeds.ofImages(Extent.of(61, 45), rgb))) {
                    double[] logits = alone.doubles("logits");
                    assertThat(logits)
                            .containsExactly(
                                    Arrays.copyOfRange(all, index * logits.length, (index + 1) * logits.length),
                                    within(tolerance));
                }
            }
            assertThat(Arrays.stream(all).max().orElse(0)
                            - Arrays.stream(all).min().orElse(0))
                    .isGreaterThan(0.1); // the logits differ enough for the tolerance to mean something
        }
    }

    @Test
    void classesHaveTheLargestLogit() {
        try (WeightStore store = WeightStore.of(List.of(), ElementType.FLOAT32, SEED);
                Inference inference = new Inference(identity(), store);
                Outputs outputs = inference.run(Feeds.of(Extent.of(1, 2)).numbers("x", 1, 5, 3, 4, 2, 6))) {
            assertThat(outputs.classes("y")).containsExactly(1, 2);
        }
    }

    @Test
    void classesOfAnotherSizeComeFromResizedLogits() {
        double[] logits = SmallNets.numbers(SEED, 3 * 4 * 5);
        ReferenceArray small = new ReferenceArray(List.of(1, 3, 4, 5), logits);
        ReferenceArray large = ReferenceWindows.resize(small, 9, 8, false);
        try (WeightStore store = WeightStore.of(List.of(), ElementType.FLOAT64, SEED);
                Inference inference = new Inference(identity(), store);
                Outputs outputs = inference.run(Feeds.of(Extent.of(4, 5)).numbers("x", logits))) {
            byte[] classes = outputs.classes("y", 9, 8);
            for (int pixel = 0; pixel < classes.length; pixel++) {
                int best = 0;
                for (int c = 1; c < 3; c++) {
                    if (large.at(0, c, pixel / 8, pixel % 8) > large.at(0, best, pixel / 8, pixel % 8)) {
                        best = c;
                    }
                }
                assertThat((int) classes[pixel]).isEqualTo(best);
            }
        }
    }

    @Test
    void errorsInFeedsNameTheInput() {
        Graph graph = identity();
        try (WeightStore store = WeightStore.of(List.of(), ElementType.FLOAT32, SEED);
                Inference inference = new Inference(graph, store)) {
            Extent extent = Extent.of(4, 5);
            assertThatThrownBy(() -> inference.run(Feeds.of(extent))).hasMessageContaining("input x was not fed");
            assertThatThrownBy(() -> inference.run(Feeds.of(extent).numbers("x", 1, 2)))
                    .hasMessageContaining("input x: 2 values")
                    .hasMessageContaining("[1, 3, 4, 5]");
            assertThatThrownBy(() -> Feeds.of(extent).image("image", new byte[7]))
                    .hasMessageContaining("image: 7 bytes")
                    .hasMessageContaining("expected 60");
        }
    }

    private static Graph identity() {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("root");
        Value x = builder.input("x", new Type.Features(3, 1));
        builder.output("y", scope.sum(List.of(x)));
        return builder.build();
    }
}
