package org.espalier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.espalier.deploy.FloatTensor;
import org.espalier.deploy.OnnxModel;
import org.espalier.deploy.onnx.ImageSize;
import org.espalier.deploy.onnx.OnnxWriter;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.Outputs;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Padding;
import org.espalier.graph.Style;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.safetensors.Tensors;
import org.espalier.space.backbone.Backbone;
import org.espalier.weights.WeightFile;
import org.espalier.weights.WeightFit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A MobileNetV2 trained on ImageNet gives PyTorch's values, in libtorch and in ONNX Runtime, with both kinds of
 * padding.
 */
@Tag("slow")
@EnabledIfEnvironmentVariable(named = "ESPALIER_SHARED", matches = ".+")
class PublishedBackboneTest {

    private static final int SIDE = 224;
    private static final int CLASSES = 1001;
    private static final double TOLERANCE = 1e-3;

    private final Path weights = Path.of(System.getenv("ESPALIER_SHARED")).resolve("weights");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Padding.class)
    void mobileNetGivesTheGoldenValues(Padding padding) {
        Graph graph = Backbone.MOBILENETV2.classifier(CLASSES, Style.DEFAULT.withPadding(padding));
        Tensors file = WeightFile.read(weights.resolve("mobilenet_v2_imagenet.safetensors"));
        WeightFit fit = WeightFit.of(graph, file, "the published file");
        assertThat(fit.restarted()).isEmpty();
        assertThat(fit.tensors().names())
                .containsExactlyInAnyOrderElementsOf(graph.weights().keySet());
        JsonNode golden = JsonMapper.shared()
                .readTree(weights.resolve("mobilenet_v2_golden.json").toFile())
                .get(padding == Padding.SAME ? "tf_same_padding" : "symmetric_padding");
        assertGolden(inLibtorch(graph, fit.tensors()), golden);
        assertGolden(inOnnxRuntime(graph, fit.tensors()), golden);
    }

    private static Map<String, double[]> inLibtorch(Graph graph, Tensors tensors) {
        try (WeightStore store = WeightStore.of(graph, ElementType.FLOAT32, new Seed(1))) {
            store.copyFrom(tensors).requireComplete("the published file");

            Map<String, double[]> values = new HashMap<>();
            try (Inference inference = new Inference(graph, store);
                    Outputs outputs =
                            inference.run(Feeds.of(Extent.of(SIDE, SIDE)).numbers(GraphBuilder.IMAGE, wide(image())))) {
                graph.outputs().keySet().forEach(output -> values.put(output, outputs.doubles(output)));
            }
            return values;
        }
    }

    private Map<String, double[]> inOnnxRuntime(Graph graph, Tensors tensors) {
        Path file = folder.resolve("model.onnx");
        OnnxWriter.write(
                Passes.apply(Passes.FOR_EXPORT, graph),
                weight -> tensors.get(weight.name()).floats(),
                ImageSize.DYNAMIC,
                Map.of(),
                file);
        try (OnnxModel model = OnnxModel.load(file, 1)) {
            Map<String, double[]> values = new HashMap<>();
            model.run(Map.of(GraphBuilder.IMAGE, new FloatTensor(List.of(1, 3, SIDE, SIDE), image())))
                    .forEach((output, tensor) -> values.put(output, wide(tensor.values())));
            return values;
        }
    }

    private static void assertGolden(Map<String, double[]> found, JsonNode golden) {
        for (String stride : List.of("4", "8", "16", "32")) {
            assertSummary(of(found, "stride_" + stride), golden.get("endpoints").get(stride), "first5");
        }
        double[] scores = of(found, Backbone.SCORES);
        assertSummary(scores, golden.get("logits"), "first10");
        int largest = 0;
        for (int place = 1; place < scores.length; place++) {
            largest = scores[place] > scores[largest] ? place : largest;
        }
        assertThat(largest).isEqualTo(golden.get("logits").get("argmax").intValue());
    }

    private static void assertSummary(double[] values, JsonNode golden, String first) {
        double norm =
                Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
        assertClose(norm, golden.get("l2").doubleValue(), 0);
        assertClose(Arrays.stream(values).sum(), golden.get("sum").doubleValue(), 0);
        double rms = norm / Math.sqrt(values.length);
        for (int place = 0; place < golden.get(first).size(); place++) {
            assertClose(values[place], golden.get(first).get(place).doubleValue(), rms);
        }
    }

    /** Within a thousandth of the value, or of the root mean square of all values if that is larger. */
    private static void assertClose(double found, double golden, double rms) {
        assertThat(found).isCloseTo(golden, within(TOLERANCE * Math.max(Math.abs(golden), rms)));
    }

    private static float[] image() {
        float[] values = new float[3 * SIDE * SIDE];
        for (int place = 0; place < values.length; place++) {
            values[place] = (float) Math.sin(0.01 * place);
        }
        return values;
    }

    private static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, place -> values[place]);
        return wide;
    }

    private static double[] of(Map<String, double[]> values, String output) {
        return Objects.requireNonNull(values.get(output), output);
    }
}
