package org.espalier.deploy.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.deploy.FloatTensor;
import org.espalier.deploy.OnnxModel;
import org.espalier.graph.Distribution;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Initializer;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Op.Activation.Function;
import org.espalier.graph.Padding;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Style;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;
import org.espalier.pass.FoldNormalization;
import org.espalier.pass.ForInference;
import org.espalier.problem.Failure;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What ONNX Runtime computes from a written graph, against {@link PlainRun}: fixed and dynamic, at odd and even sizes
 * and one pixel.
 */
class OnnxWriterTest {

    private static final Seed SEED = new Seed(20);
    private static final List<Extent> EXTENTS =
            List.of(Extent.of(1, 1), Extent.of(2, 3), Extent.of(9, 14), new Extent(2, 17, 11));

    @TempDir
    private Path folder;

    private final GraphBuilder builder = new GraphBuilder();
    private final Scope scope = builder.scope("block");
    private final Value image = builder.image();

    @ParameterizedTest
    @EnumSource(Padding.class)
    void convolutions(Padding padding) {
        Scope place = scope.styled(Style.DEFAULT.withPadding(padding));
        Value x = place.conv(image, 4, 3, 1);
        builder.output("stride 2", place.conv(x, 6, 3, 2));
        builder.output("stride 3, 5x5", place.conv(x, 6, 5, 3));
        builder.output("dilation 4", place.conv(x, 6, 3, 1, 4));
        builder.output("dilation 2, stride 2", place.conv(x, 6, 3, 2, 2));
        builder.output("depthwise", place.depthwise(x, 5, 2, 1));
        builder.output("groups and bias", place.convolve("grouped", x, 6, 3, 1, 1, 2, true));
        assertSameAsPlain(builder.build());
    }

    @Test
    void kernelsNeedNotBeSquare() {
        Weight kernel = new Weight.Named("k", List.of(2, 3, 1, 5), Role.KERNEL, Initializer.ZEROS);
        builder.output("y", scope.add("conv", new Op.Conv2d(kernel, Optional.empty(), 2, 1, 1, Padding.SAME), image));
        assertSameAsPlain(builder.build());
    }

    @ParameterizedTest
    @EnumSource(Padding.class)
    void transposedConvolutions(Padding padding) {
        Scope place = scope.styled(Style.DEFAULT.withPadding(padding));
        Value half = scope.conv(image, 4, 3, 2);
        Value third = scope.conv(image, 2, 3, 3);
        builder.output("3x3, stride 2", place.convTranspose(half, 3, 3, 2));
        builder.output("1x1, stride 3", place.convTranspose(third, 2, 1, 3));
        builder.output("3x3, stride 3", place.convTranspose(third, 2, 3, 3));
        builder.output("5x5, stride 3", place.convTranspose(third, 2, 5, 3));
        builder.output("3x3, stride 1", place.convTranspose(half, 2, 3, 1));
        Weight kernel = new Weight.Named("k", List.of(4, 2, 3, 5), Role.KERNEL, Initializer.ZEROS);
        Optional<Weight> bias = Optional.of(new Weight.Named("b", List.of(2), Role.BIAS, Initializer.ZEROS));
        builder.output("bias", scope.add("back", new Op.ConvTranspose2d(kernel, bias, 2, padding), half));
        assertSameAsPlain(builder.build());
    }

    @Test
    void transposedConvolutionsOfEvenSize() {
        Scope place = scope.styled(Style.DEFAULT.withPadding(Padding.SAME));
        builder.output("2x2", place.convTranspose(scope.conv(image, 4, 3, 2), 3, 2, 2));
        builder.output("4x4", place.convTranspose(scope.conv(image, 4, 3, 4), 3, 4, 4));
        builder.output("4x4, stride 2", place.convTranspose(scope.conv(image, 4, 3, 2), 3, 4, 2));
        assertSameAsPlain(builder.build());
    }

    @Test
    void unpoolsRestoreThePositionsOfTheMaxima() {
        for (int stride = 2; stride <= 3; stride++) {
            Value x = scope.conv(image, 3, 3, stride);
            builder.output("y " + stride, scope.maxUnpool(x, image, stride));
            builder.output("among equals " + stride, scope.maxUnpool(x, scope.maxPool(image, 3, 1), stride));
        }
        assertSameAsPlain(builder.build());
    }

    @Test
    void sloped() {
        Value x = scope.multiply(image, scope.constant(3));
        Weight slope = new Weight.Named("slope", List.of(3), Role.SCALE, Initializer.ZEROS);
        builder.output("one slope", scope.prelu(x));
        builder.output("a slope a channel", scope.add("prelu", new Op.PRelu(slope), x));
        builder.output("pooled", scope.prelu(scope.globalAvgPool(x)));
        assertSameAsPlain(builder.build());
    }

    @ParameterizedTest
    @EnumSource(Padding.class)
    void poolsIgnoreThePadding(Padding padding) {
        Scope place = scope.styled(Style.DEFAULT.withPadding(padding));
        Value shifted = place.multiply(image, place.constant(-3));
        for (int stride = 1; stride <= 2; stride++) {
            builder.output("max " + stride, place.maxPool(shifted, 3, stride));
            builder.output("mean " + stride, place.avgPool(shifted, 5, stride));
        }
        assertSameAsPlain(builder.build());
    }

    @Test
    void windowsOfEvenSize() {
        builder.output("max", scope.add("max", new Op.MaxPool(2, 2, Padding.SAME), image));
        builder.output("mean", scope.add("mean", new Op.AvgPool(4, 3, Padding.SAME), image));
        assertSameAsPlain(builder.build());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void resizesMatchLibtorchsDefinition(boolean alignCorners) {
        Value half = scope.conv(image, 3, 3, 2);
        Value quarter = scope.conv(half, 3, 3, 2);
        builder.output("up 4", scope.add("up", new Op.Resize(1, alignCorners), quarter));
        builder.output("up 2", scope.add("up", new Op.Resize(2, alignCorners), quarter));
        builder.output("down 4", scope.add("down", new Op.Resize(4, alignCorners), image));
        builder.output("down to one", scope.add("down", new Op.Resize(64, alignCorners), image));
        builder.output("same", scope.add("same", new Op.Resize(1, alignCorners), image));
        builder.output("pooled", scope.add("spread", new Op.Resize(2, alignCorners), scope.globalAvgPool(image)));
        assertSameAsPlain(builder.build());
    }

    @Test
    void normalizationByRunningStatistics() {
        Scope bare = scope.styled(Style.DEFAULT.withAffine(false).withNormalization(1e-3, 0.1));
        builder.output("affine", scope.normalize(image));
        builder.output("bare", bare.normalize(image));
        builder.output("pooled", scope.normalize(scope.globalAvgPool(image)));
        assertSameAsPlain(new ForInference().apply(builder.build()));
    }

    @Test
    void foldedNormalizationChangesNothing() {
        Value plain = scope.normalize(scope.conv(image, 4, 3, 2));
        Value grouped = scope.normalize(scope.convolve("grouped", plain, 4, 3, 1, 1, 2, true));
        Scope bare = scope.styled(Style.DEFAULT.withAffine(false));
        Value back = scope.normalize(scope.convTranspose(grouped, 4, 3, 2));
        builder.output("y", bare.normalize(bare.depthwise(back, 3, 1, 2)));
        Graph graph = new ForInference().apply(builder.build());
        Graph folded = new FoldNormalization().apply(graph);
        assertThat(folded.nodes()).hasSize(graph.nodes().size() - 4);
        assertSame(folded, graph);
    }

    @Test
    void imagesAreNormalizedInside() {
        Value other = builder.image(List.of(123.7, 116.3, 103.5), List.of(58.4, 57.1, 57.4));
        builder.output("y", scope.sum(List.of(image, other)));
        assertSameAsPlain(builder.build());
    }

    @ParameterizedTest
    @EnumSource(Function.class)
    void activations(Function function) {
        builder.output("y", scope.activate(scope.multiply(image, scope.constant(9)), function));
        assertSameAsPlain(builder.build());
    }

    @Test
    void sums() {
        Value y = scope.relu(image);
        builder.output("one", scope.add("one", new Op.Add(), y));
        builder.output("two", scope.sum(List.of(y, image)));
        builder.output("three", scope.sum(List.of(y, image, y)));
        builder.output("scaled", scope.add("scale", new Op.Scale(-0.3), image));
        builder.output("zeros", scope.sum(List.of(image, scope.add("zeros", new Op.Zeros(image.type())))));
        builder.output("nothing", scope.add("zeros", new Op.Zeros(new Type.Pooled(2))));
        assertSameAsPlain(builder.build());
    }

    @Test
    void products() {
        Value gate = scope.globalAvgPool(image);
        builder.output("equal", scope.multiply(image, scope.relu(image)));
        builder.output("mask", scope.multiply(image, scope.slice(image, 1, 2)));
        builder.output("gate", scope.multiply(image, gate));
        builder.output("one gate", scope.multiply(image, scope.slice(gate, 0, 1)));
        builder.output("factor", scope.multiply(image, parameter("factor", 1)));
        builder.output("vectors", scope.multiply(parameter("a", 4), parameter("b", 4)));
        assertSameAsPlain(builder.build());
    }

    @Test
    void joinsSlicesAndShuffles() {
        Value six = scope.concat(List.of(image, scope.relu(image)));
        builder.output("six", six);
        builder.output("slice", scope.slice(six, 2, 5));
        builder.output("shuffle", scope.add("shuffle", new Op.ChannelShuffle(3), six));
        Value pooled = scope.globalAvgPool(six);
        builder.output("pooled", scope.concat(List.of(pooled, scope.slice(pooled, 4, 6))));
        Value matrix = scope.concat(List.of(parameter("a", 2, 3), parameter("b", 4, 3)));
        builder.output("matrix", scope.slice(matrix, 1, 4));
        builder.output("shuffled vector", scope.add("shuffle", new Op.ChannelShuffle(2), parameter("v", 6)));
        assertSameAsPlain(builder.build());
    }

    @Test
    void tensors() {
        Value a = parameter("a", 2, 3);
        builder.output("product", scope.add("product", new Op.MatMul(false), a, parameter("b", 3, 4)));
        builder.output("transposed", scope.add("product", new Op.MatMul(true), a, parameter("c", 4, 3)));
        Value softmax = scope.softmax(a);
        builder.output("softmax", softmax);
        builder.output("log", scope.add("log", new Op.Log(), softmax));
        builder.output("reshaped", scope.add("reshape", new Op.Reshape(List.of(3, 2)), a));
        builder.output("over channels", scope.softmax(image));
        builder.output("over pooled channels", scope.softmax(scope.globalAvgPool(image)));
        builder.output("constant", scope.constant(1, 2, 3));
        assertSameAsPlain(builder.build());
    }

    @Test
    void mixesByLearnedConstantAndComputedWeights() {
        Value other = scope.conv(image, 3, 3, 1);
        List<Value> values = List.of(image, other, scope.relu(image));
        builder.output("learned", scope.mix(values, scope.softmax(parameter("alpha", 3))));
        builder.output("constant", scope.mix(values, scope.constant(0, 1, 0.5)));
        builder.output("attention", scope.mix(values, scope.softmax(scope.globalAvgPool(other))));
        builder.output("single", scope.mix(List.of(other), parameter("beta", 1)));
        builder.output("vectors", scope.mix(List.of(parameter("u", 4), parameter("v", 4)), parameter("gamma", 2)));
        assertSameAsPlain(builder.build());
    }

    @Test
    void weightExpressions() {
        Weight kernel = new Weight.Named("k", List.of(8, 6, 3, 3), Role.KERNEL, Initializer.ZEROS);
        Weight bias = new Weight.Named("b", List.of(8), Role.BIAS, Initializer.ZEROS);
        Weight slim = new Weight.Slice(new Weight.Slice(kernel, 0, 1, 5), 1, 2, 5);
        Weight slimBias = new Weight.Slice(bias, 0, 1, 5);
        builder.output("slice", scope.add("slim", conv(slim, Optional.of(slimBias)), image));
        builder.output(
                "stack", scope.add("wide", conv(new Weight.Stack(List.of(slim, slim)), Optional.empty()), image));
        assertSameAsPlain(builder.build());
    }

    @Test
    void anOutputMayBeAnInputAWeightOrAnotherOutputToo() {
        builder.output("raw", builder.input("image", new Type.Features(3, 1)));
        builder.output("alpha output", parameter("alpha", 3));
        Value y = scope.relu(image);
        builder.output("y", y);
        builder.output("y again", y);
        builder.output("block.relu", scope.relu(y));
        assertSameAsPlain(builder.build());
    }

    @Test
    void inputsMayLieAtAnyStride() {
        Value features = builder.input("features", new Type.Features(2, 4));
        builder.output("y", scope.resize(scope.multiply(features, builder.input("gate", new Type.Pooled(2))), 1));
        builder.output("z", scope.relu(image));
        assertSameAsPlain(builder.build());
    }

    @Test
    void noiseIsRefusedWithTheNodesName() {
        Value noise = scope.add("noise", new Op.Noise(image.type(), new Distribution.Dropout(0.5)));
        builder.output("y", scope.multiply(image, noise));
        assertRefused(builder.build(), "node block.noise draws noise");
    }

    @Test
    void statisticsOfTheBatchAreRefusedWithTheNodesName() {
        builder.output("y", scope.normalize(image));
        assertRefused(builder.build(), "node block.norm normalises by the statistics of the batch");
    }

    @Test
    void sizesWithoutAnImageAreRefusedForDynamicUse() {
        GraphBuilder bare = new GraphBuilder();
        bare.output("y", bare.scope("up").resize(bare.input("x", new Type.Features(2, 4)), 2));
        assertRefused(bare.build(), "export it for a fixed size");
    }

    @Test
    void weightsThatAreNotFiniteAreRefusedWithTheirName() {
        builder.output("y", scope.conv(image, 2, 1, 1));
        Graph graph = builder.build();
        assertThatThrownBy(
                        () -> OnnxWriter.bytes(graph, weight -> filled(weight, Float.NaN), ImageSize.DYNAMIC, Map.of()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("block.conv.weight")
                .hasMessageContaining("NaN");
    }

    @Test
    void theSameGraphGivesTheSameBytes() {
        builder.output("y", scope.resize(scope.conv(image, 2, 3, 2), 1));
        Graph graph = builder.build();
        assertThat(OnnxWriter.bytes(graph, OnnxWriterTest::values, ImageSize.DYNAMIC, Map.of()))
                .isEqualTo(OnnxWriter.bytes(graph, OnnxWriterTest::values, ImageSize.DYNAMIC, Map.of()));
    }

    private void assertRefused(Graph graph, String message) {
        assertThatThrownBy(() -> OnnxWriter.bytes(graph, OnnxWriterTest::values, ImageSize.DYNAMIC, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private void assertSameAsPlain(Graph graph) {
        assertSame(graph, graph);
    }

    /** The written graph computes, at every size, fixed and dynamic, what the other one computes in plain float64. */
    private void assertSame(Graph written, Graph plain) {
        Path dynamic = folder.resolve("dynamic.onnx");
        OnnxWriter.write(written, OnnxWriterTest::values, ImageSize.DYNAMIC, Map.of(), dynamic);
        try (OnnxModel anySize = OnnxModel.load(dynamic, 1)) {
            for (Extent extent : EXTENTS) {
                Map<String, float[]> inputs = inputs(plain, extent);
                Map<String, double[]> expected = PlainRun.outputs(plain, extent, OnnxWriterTest::values, inputs);
                Path fixed = folder.resolve("fixed.onnx");
                OnnxWriter.write(written, OnnxWriterTest::values, new ImageSize.Fixed(extent), Map.of(), fixed);
                try (OnnxModel oneSize = OnnxModel.load(fixed, 1)) {
                    assertEqual(run(oneSize, written, extent, inputs), expected, written, extent);
                }
                assertEqual(run(anySize, written, extent, inputs), expected, written, extent);
            }
        }
    }

    private static Map<String, FloatTensor> run(
            OnnxModel model, Graph graph, Extent extent, Map<String, float[]> inputs) {
        return model.run(model.inputs().keySet().stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> new FloatTensor(
                                graph.type(name).shape(extent), Objects.requireNonNull(inputs.get(name))))));
    }

    private static void assertEqual(
            Map<String, FloatTensor> found, Map<String, double[]> expected, Graph graph, Extent extent) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        found.forEach((output, tensor) -> {
            String place = output + " at " + extent + ", seed " + SEED;
            assertThat(tensor.shape())
                    .as(place)
                    .isEqualTo(graph.outputType(output).shape(extent));
            double[] wanted = Objects.requireNonNull(expected.get(output));
            for (int i = 0; i < tensor.values().length; i++) {
                double value = wanted[i];
                assertThat((double) tensor.values()[i])
                        .as(place)
                        .isCloseTo(value, within(2e-5 * (1 + Math.abs(value))));
            }
        });
    }

    private static Map<String, float[]> inputs(Graph graph, Extent extent) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof Op.Input)
                .collect(Collectors.toMap(Node::name, node -> {
                    Seed seed = SEED.derive(node.name());
                    float[] values = new float[(int) graph.type(node.name()).elements(extent)];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) (255 * seed.uniform(i));
                    }
                    return values;
                }));
    }

    /** Normal values, but for variances, which are positive. */
    private static float[] values(Weight.Named weight) {
        Seed seed = SEED.derive(weight.name());
        float[] values = new float[(int) weight.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (weight.name().endsWith(".variance") ? 0.5 + seed.uniform(i) : 0.5 * seed.normal(i));
        }
        return values;
    }

    private static float[] filled(Weight.Named weight, float value) {
        float[] values = new float[(int) weight.elements()];
        Arrays.fill(values, value);
        return values;
    }

    private Value parameter(String name, Integer... shape) {
        return scope.parameter(new Weight.Named(name, Stream.of(shape).toList(), Role.ARCHITECTURE, Initializer.ZEROS));
    }

    private static Op conv(Weight kernel, Optional<Weight> bias) {
        return new Op.Conv2d(kernel, bias, 1, 1, 1, Padding.SYMMETRIC);
    }
}
