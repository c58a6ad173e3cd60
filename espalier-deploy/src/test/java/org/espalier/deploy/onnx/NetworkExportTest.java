package org.espalier.deploy.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.espalier.deploy.FloatTensor;
import org.espalier.deploy.ModelConfig;
import org.espalier.deploy.OnnxModel;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Op;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.space.autodeeplab.AutoDeepLab;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.espalier.space.autodeeplab.NetworkConfig;
import org.espalier.space.operation.AtrousConv.Form;
import org.espalier.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The published Auto-DeepLab network, narrower, and the hand-designed ones as ONNX models. */
class NetworkExportTest {

    private static final Seed SEED = new Seed(5);
    private static final int CLASSES = 7;
    private static final NetworkConfig NARROW = new NetworkConfig(
            NetworkConfig.doubling(4),
            Form.DENSE,
            List.of(8, 8, 16),
            24,
            List.of(12, 24, 36),
            Form.DENSE,
            12,
            0.9,
            0.8,
            1e-3,
            1e-5,
            0.0003);

    @TempDir
    private Path folder;

    private final Graph network =
            ModelConfig.inferenceForm(AutoDeepLab.network(AutoDeepLabArchitecture.PUBLISHED, NARROW, CLASSES));

    @Test
    void dynamicAndFixedExportsAreEqualAtOddAndEvenSizes() {
        Graph graph = Passes.apply(Passes.FOR_EXPORT, network);
        try (OnnxModel dynamic = model(graph, ImageSize.DYNAMIC)) {
            for (List<Integer> size : List.of(List.of(65, 49), List.of(47, 90))) {
                FloatTensor image = image(size.get(0), size.get(1));
                try (OnnxModel fixed = model(graph, ImageSize.fixed(size.get(0), size.get(1)))) {
                    FloatTensor logits = fixed.run(image);
                    assertThat(logits.shape()).containsExactly(1, CLASSES, size.get(0), size.get(1));
                    assertClose(dynamic.run(image), logits);
                }
            }
        }
    }

    @Test
    void thePassesBeforeAnExportChangeNoLogits() {
        FloatTensor image = image(33, 65);
        Graph graph = Passes.apply(Passes.FOR_EXPORT, network);
        assertThat(graph.nodes()).noneMatch(node -> node.op() instanceof Op.BatchNorm);
        try (OnnxModel plain = model(network, ImageSize.DYNAMIC);
                OnnxModel folded = model(graph, ImageSize.DYNAMIC)) {
            assertClose(folded.run(image), plain.run(image));
        }
    }

    @Test
    void severalImagesAtOnceAreTheSameAsOneByOne() {
        FloatTensor one = image(33, 35);
        FloatTensor other = new FloatTensor(one.shape(), reversed(one.values()));
        float[] both = new float[2 * one.values().length];
        System.arraycopy(one.values(), 0, both, 0, one.values().length);
        System.arraycopy(other.values(), 0, both, one.values().length, one.values().length);
        try (OnnxModel model = model(Passes.apply(Passes.FOR_EXPORT, network), ImageSize.DYNAMIC)) {
            float[] logits =
                    model.run(new FloatTensor(List.of(2, 3, 33, 35), both)).values();
            assertClose(half(logits, 0), model.run(one));
            assertClose(half(logits, 1), model.run(other));
        }
    }

    /** Sides of odd length: the last windows of ENet's pools are partial, which its unpools must account for. */
    @ParameterizedTest
    @EnumSource(
            value = Zoo.class,
            names = {"ENET", "BISENETV2", "SEPARABLE_UNET"})
    void handDesignedNetworksMatchTheDefinitionsOfTheirOperations(Zoo known) {
        Graph plain = ModelConfig.inferenceForm(known.network(CLASSES));
        Graph graph = Passes.apply(Passes.FOR_EXPORT, plain);
        FloatTensor image = image(37, 45);
        double[] expected = Objects.requireNonNull(PlainRun.outputs(
                        plain, Extent.of(37, 45), NetworkExportTest::calmValues, Map.of("image", image.values()))
                .get(ModelConfig.LOGITS));
        float[] narrow = new float[expected.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) expected[i];
        }
        FloatTensor logits = new FloatTensor(List.of(1, CLASSES, 37, 45), narrow);
        try (OnnxModel dynamic = model(graph, ImageSize.DYNAMIC, NetworkExportTest::calmValues);
                OnnxModel fixed = model(graph, ImageSize.fixed(37, 45), NetworkExportTest::calmValues)) {
            assertClose(dynamic.run(image), logits);
            assertClose(fixed.run(image), logits);
        }
    }

    private OnnxModel model(Graph graph, ImageSize size) {
        return model(graph, size, NetworkExportTest::values);
    }

    private OnnxModel model(Graph graph, ImageSize size, Function<Weight.Named, float[]> weights) {
        Path file = folder.resolve("model.onnx");
        OnnxWriter.write(graph, weights, size, Map.of(), file);
        return OnnxModel.load(file, 1);
    }

    /** To 1e-4 of the range: float32 through some forty layers, summed in other orders. */
    private static void assertClose(FloatTensor found, FloatTensor expected) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        float smallest = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : expected.values()) {
            smallest = Math.min(smallest, value);
            largest = Math.max(largest, value);
        }
        assertThat(largest).as("the logits must differ, seed " + SEED).isGreaterThan(smallest);
        for (int i = 0; i < found.values().length; i++) {
            assertThat(found.values()[i])
                    .as("logit %d, seed %s", i, SEED)
                    .isCloseTo(expected.values()[i], within(1e-4f * (largest - smallest)));
        }
    }

    private static FloatTensor half(float[] logits, int index) {
        float[] half = new float[logits.length / 2];
        System.arraycopy(logits, index * half.length, half, 0, half.length);
        return new FloatTensor(List.of(1, CLASSES, 33, 35), half);
    }

    private static float[] reversed(float[] values) {
        float[] reversed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            reversed[i] = values[values.length - 1 - i];
        }
        return reversed;
    }

    private static FloatTensor image(int height, int width) {
        float[] values = new float[3 * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (255 * SEED.uniform(i));
        }
        return new FloatTensor(List.of(1, 3, height, width), values);
    }

    /**
     * As {@link #values}, with normalisations that halve: sums of thirty blocks stay small, and the largest of a window
     * is the same to rounding.
     */
    private static float[] calmValues(Weight.Named weight) {
        float[] values = values(weight);
        if (weight.role() == Role.STATISTICS && weight.name().endsWith(".variance")) {
            for (int i = 0; i < values.length; i++) {
                values[i] = 4;
            }
        }
        return values;
    }

    /** The initial values, but statistics, scales and biases as if trained. */
    private static float[] values(Weight.Named weight) {
        double[] initial = weight.initializer().values(weight, SEED);
        Seed seed = SEED.derive(weight.name()).derive("trained");
        float[] values = new float[initial.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float)
                    switch (weight.role()) {
                        case SCALE -> 0.5 + seed.uniform(i);
                        case BIAS -> 0.3 * seed.normal(i);
                        case STATISTICS ->
                            weight.name().endsWith(".variance") ? 0.1 + seed.uniform(i) : 0.3 * seed.normal(i);
                        case KERNEL, ARCHITECTURE -> initial[i];
                    };
        }
        return values;
    }
}
