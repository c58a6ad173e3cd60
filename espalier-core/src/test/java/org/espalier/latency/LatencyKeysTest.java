package org.espalier.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.graph.Distribution;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Initializer;
import org.espalier.graph.Op;
import org.espalier.graph.Op.Activation.Function;
import org.espalier.graph.Padding;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;
import org.espalier.pass.Passes;
import org.espalier.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LatencyKeysTest {

    private static final Extent EXTENT = Extent.of(45, 62);

    private final GraphBuilder builder = new GraphBuilder();
    private final Scope scope = builder.scope("net");
    private final Value x = builder.input("x", new Type.Features(8, 2));
    private final Value y = builder.input("y", new Type.Features(8, 2));
    private final Value pooled = builder.input("pooled", new Type.Pooled(8));

    @Test
    void aConvolutionIsTimedByKernelDilationGroupsChannelsSizeAndStride() {
        assertThat(key(scope.conv(x, 16, 3, 2))).isEqualTo(new LatencyKey("conv_3x3", 8, 16, 23, 31, 2));
        assertThat(operation(scope.conv(x, 16, 3, 1, 4))).isEqualTo("conv_3x3_d4");
        assertThat(operation(scope.depthwise(x, 5, 1, 2))).isEqualTo("depthwise_5x5_d2");
        assertThat(operation(scope.convolve("grouped", x, 16, 3, 1, 1, 4, false)))
                .isEqualTo("conv_3x3_g4");
        assertThat(key(transposed(4))).isEqualTo(new LatencyKey("conv_transpose_3x3", 8, 4, 23, 31, 2));
        assertThat(key(scope.pointwise(pooled, 4))).isEqualTo(new LatencyKey("conv_1x1", 8, 4, 1, 1, 1));
    }

    @Test
    void windowsAndFunctionsAreTimedByTheirKind() {
        assertThat(key(scope.maxPool(x, 3, 2))).isEqualTo(new LatencyKey("max_pool_3x3", 8, 8, 23, 31, 2));
        Value small = scope.add("pool", new Op.MaxPool(2, 2, Padding.SAME), y);
        assertThat(key(scope.add("unpool", new Op.MaxUnpool(2), small, y)))
                .isEqualTo(new LatencyKey("max_unpool", 8, 8, 12, 16, 2));
        Weight slope = new Weight.Named("slope", List.of(8), Role.SCALE, Initializer.ZEROS);
        assertThat(operation(scope.add("prelu", new Op.PRelu(slope), x))).isEqualTo("prelu");
        assertThat(operation(scope.avgPool(x, 5, 1))).isEqualTo("avg_pool_5x5");
        assertThat(key(scope.globalAvgPool(x))).isEqualTo(new LatencyKey("global_avg_pool", 8, 8, 23, 31, 1));
        for (Function function : Function.values()) {
            assertThat(operation(scope.activate(x, function))).isEqualToIgnoringCase(function.name());
        }
        assertThat(operation(scope.softmax(x))).isEqualTo("softmax");
        assertThat(operation(scope.add("log", new Op.Log(), x))).isEqualTo("log");
        assertThat(operation(scope.add("scale", new Op.Scale(2), x))).isEqualTo("scale");
        assertThat(operation(scope.add("shuffle", new Op.ChannelShuffle(4), x))).isEqualTo("channel_shuffle_g4");
        assertThat(operation(scope.add("norm", new Op.Normalize(values(8), values(8)), x)))
                .isEqualTo("normalize");
    }

    @Test
    void aResizeIsTimedByItsOutputSize() {
        assertThat(key(scope.resize(x, 4))).isEqualTo(new LatencyKey("resize_aligned_to_12x16", 8, 8, 23, 31, 1));
        assertThat(key(scope.resize(pooled, 4))).isEqualTo(new LatencyKey("resize_aligned_to_12x16", 8, 8, 1, 1, 1));
        assertThat(operation(scope.add("half", new Op.Resize(1, false), x))).isEqualTo("resize_to_45x62");
    }

    @Test
    void sumsAndConcatenationsAreTimedByTheirNumberOfInputs() {
        assertThat(operation(scope.sum(List.of(x, y, x)))).isEqualTo("add_3");
        assertThat(key(scope.concat(List.of(x, y)))).isEqualTo(new LatencyKey("concat_2", 16, 16, 23, 31, 1));
        assertThat(operation(scope.concat(List.of(x, scope.slice(y, 0, 3))))).isEqualTo("concat_8+3");
        assertThat(key(scope.slice(x, 2, 5))).isEqualTo(new LatencyKey("slice", 8, 3, 23, 31, 1));
        assertThat(operation(scope.multiply(x, y))).isEqualTo("multiply");
        assertThat(operation(scope.multiply(x, pooled))).isEqualTo("multiply_by_channel");
        assertThat(operation(scope.multiply(x, scope.slice(y, 0, 1)))).isEqualTo("multiply_by_position");
        assertThat(operation(scope.multiply(x, scope.constant(2)))).isEqualTo("multiply_by_number");
        assertThat(operation(scope.mix(List.of(x, y), scope.constant(0.5, 0.5))))
                .isEqualTo("mix_2");
        assertThat(operation(scope.mix(List.of(x, y), builder.input("each", new Type.Pooled(2)))))
                .isEqualTo("mix_2");
    }

    @Test
    void aNormalisationIsFreeOnlyAfterAConvolution() {
        assertThat(operation(scope.normalize(scope.maxPool(x, 3, 1)))).isEqualTo("batch_norm");
        assertThat(found(scope.normalize(scope.pointwise(x, 4)))).isEmpty();
        assertThat(found(scope.normalize(transposed(4)))).isEmpty();
    }

    @Test
    void anOpenDecisionIsFree() {
        Value logits = scope.parameter(new Weight.Named("alpha", List.of(2), Role.ARCHITECTURE, Initializer.ZEROS));
        assertThat(found(scope.mix(List.of(x, y), scope.softmax(logits)))).isEmpty();
        assertThat(found(scope.mix(List.of(x, y), builder.input("drawn", Type.Tensor.vector(2)))))
                .isEmpty();
        Value learned = scope.parameter(new Weight.Named("gates", List.of(2), Role.BIAS, Initializer.ZEROS));
        assertThat(operation(scope.mix(List.of(x, y), learned))).isEqualTo("mix_2");
    }

    @Test
    void whatIsTheSameForEveryImageIsFree() {
        Value matrix = scope.add("matrix", new Op.Constant(List.of(2, 2), List.of(1.0, 2.0, 3.0, 4.0)));
        assertThat(found(matrix)).isEmpty();
        assertThat(found(scope.add("product", new Op.MatMul(false), matrix, matrix)))
                .isEmpty();
        assertThat(found(scope.softmax(matrix))).isEmpty();
        assertThat(found(scope.add("zeros", new Op.Zeros(x.type())))).isEmpty();
        assertThat(found(x)).isEmpty();
        assertThat(found(scope.dropout(x, 0.5))).isEmpty();
        assertThat(found(scope.add("noise", new Op.Noise(x.type(), new Distribution.Dropout(0.5)))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aNetworkHasFarFewerKeysThanNodes(Zoo network) {
        Graph exported = Passes.apply(Passes.FOR_EXPORT, network.network(11));
        List<Optional<LatencyKey>> keys = LatencyKeys.of(exported, Extent.of(180, 240));
        Set<LatencyKey> distinct =
                keys.stream().flatMap(Optional::stream).collect(Collectors.toCollection(TreeSet::new));
        assertThat(keys).hasSameSizeAs(exported.nodes());
        assertThat(distinct).isNotEmpty().hasSizeLessThan(exported.nodes().size());
    }

    @Test
    void latencyIsThatOfOneImage() {
        builder.output("x", x);
        Graph graph = builder.build();
        assertThatThrownBy(() -> LatencyKeys.of(graph, new Extent(2, 32, 32)))
                .hasMessage("latency is that of one image; got a batch of 2");
    }

    private Value transposed(int channels) {
        Weight kernel = new Weight.Named(
                "transposed." + channels, List.of(8, channels, 3, 3), Role.KERNEL, Initializer.HE_FAN_OUT);
        return scope.add("transposed", new Op.ConvTranspose2d(kernel, Optional.empty(), 2, Padding.SYMMETRIC), x);
    }

    private String operation(Value value) {
        return key(value).operation();
    }

    private LatencyKey key(Value value) {
        return found(value).orElseThrow();
    }

    private Optional<LatencyKey> found(Value value) {
        builder.output(value.node(), value);
        Graph graph = builder.build();
        return LatencyKeys.of(graph, EXTENT).get(graph.index(value.node()));
    }

    private static List<Double> values(int count) {
        return Stream.generate(() -> 1.0).limit(count).toList();
    }
}
