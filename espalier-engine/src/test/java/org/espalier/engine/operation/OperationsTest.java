package org.espalier.engine.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.engine.Agreement;
import org.espalier.graph.Distribution;
import org.espalier.graph.Extent;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Initializer;
import org.espalier.graph.Op;
import org.espalier.graph.Op.Activation.Function;
import org.espalier.graph.Op.BatchNorm.Statistics;
import org.espalier.graph.Padding;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation alone, behind a trained 1 x 1 convolution, which also tests the gradient of the operation's input. */
class OperationsTest {

    private static final int CHANNELS = 4;
    private static final Set<Role> TRAINED = Set.of(Role.KERNEL, Role.SCALE, Role.BIAS, Role.ARCHITECTURE);

    /** A block under test, on features of 4 channels at stride 1. */
    interface Block {
        Value apply(Scope scope, Value x);
    }

    /** A block under test that reads no features. */
    interface TensorBlock {
        Value apply(Scope scope);
    }

    static Stream<Arguments> blocks() {
        Map<String, Block> blocks = new LinkedHashMap<>();
        blocks.put("conv 3x3", (scope, x) -> conv(scope, x, 5, 3, 1, 1, 1, Padding.SYMMETRIC, false));
        blocks.put("conv 3x3, stride 2, bias", (scope, x) -> conv(scope, x, 5, 3, 2, 1, 1, Padding.SYMMETRIC, true));
        blocks.put("conv 3x3, stride 2, SAME", (scope, x) -> conv(scope, x, 5, 3, 2, 1, 1, Padding.SAME, true));
        blocks.put("conv 4x4, SAME", (scope, x) -> conv(scope, x, 3, 4, 1, 1, 1, Padding.SAME, false));
        blocks.put("conv 3x3, dilation 2", (scope, x) -> conv(scope, x, 3, 3, 1, 2, 1, Padding.SYMMETRIC, false));
        blocks.put("conv 3x3, dilation 12", (scope, x) -> conv(scope, x, 3, 3, 1, 12, 1, Padding.SYMMETRIC, false));
        blocks.put("grouped conv", (scope, x) -> conv(scope, x, 6, 3, 1, 1, 2, Padding.SYMMETRIC, false));
        blocks.put("depthwise conv 5x5", (scope, x) -> conv(scope, x, 4, 5, 1, 1, 4, Padding.SYMMETRIC, false));
        blocks.put("depthwise, dilation 2", (scope, x) -> conv(scope, x, 4, 3, 1, 2, 4, Padding.SYMMETRIC, false));
        blocks.put("depthwise, dilation 3, bias", (scope, x) -> conv(scope, x, 4, 5, 1, 3, 4, Padding.SYMMETRIC, true));
        blocks.put("depthwise, dilation 2, SAME", (scope, x) -> conv(scope, x, 4, 3, 1, 2, 4, Padding.SAME, false));
        blocks.put(
                "depthwise, dilation 3, stride 2",
                (scope, x) -> conv(scope, x, 4, 3, 2, 3, 4, Padding.SYMMETRIC, true));
        blocks.put(
                "depthwise, dilated, stride 2", (scope, x) -> conv(scope, x, 4, 5, 2, 2, 4, Padding.SYMMETRIC, true));
        blocks.put("conv 5x1", (scope, x) -> scope.convOblong(x, 3, 5, 1));
        blocks.put("conv 1x5", (scope, x) -> scope.convOblong(x, 3, 1, 5));
        blocks.put("transposed conv 3x3, stride 2", (scope, x) -> scope.convTranspose(scope.conv(x, 3, 3, 2), 5, 3, 2));
        blocks.put(
                "transposed conv 2x2, stride 2, SAME",
                (scope, x) -> same(scope).convTranspose(scope.conv(x, 3, 3, 2), 5, 2, 2));
        blocks.put(
                "transposed conv 3x3, stride 2, SAME",
                (scope, x) -> same(scope).convTranspose(scope.conv(x, 3, 3, 2), 5, 3, 2));
        blocks.put("transposed conv 5x5, stride 1", (scope, x) -> scope.convTranspose(x, 2, 5, 1));
        blocks.put("transposed conv 1x1, stride 3", (scope, x) -> scope.convTranspose(scope.conv(x, 3, 3, 3), 2, 1, 3));
        blocks.put("transposed conv, bias", (scope, x) -> {
            Weight kernel = weight("k", List.of(CHANNELS, 2, 3, 2), Role.KERNEL);
            Optional<Weight> bias = Optional.of(weight("b", List.of(2), Role.BIAS));
            return scope.add(
                    "back",
                    new Op.ConvTranspose2d(kernel, bias, 2, Padding.SAME),
                    scope.convolve("down", x, 4, 3, 2, 1, 1, false));
        });
        blocks.put(
                "normalize",
                (scope, x) -> scope.add(
                        "normalize", new Op.Normalize(List.of(0.1, -0.2, 3.0, 0.0), List.of(0.5, 1.0, 2.0, 4.0)), x));
        blocks.put("batch norm over the batch", (scope, x) -> scope.normalize(x));
        blocks.put(
                "batch norm over the batch, not affine",
                (scope, x) -> scope.styled(scope.style().withAffine(false)).normalize(x));
        blocks.put("batch norm, running", (scope, x) -> scope.add("norm", norm(Statistics.RUNNING), x));
        for (Function function : Function.values()) {
            blocks.put(
                    function.toString(),
                    (scope, x) -> scope.activate(scope.add("times_5", new Op.Scale(5), x), function));
        }
        blocks.put("PReLU of one slope", (scope, x) -> scope.prelu(scope.prelu(x)));
        blocks.put(
                "PReLU of a slope a channel",
                (scope, x) -> scope.add("prelu", new Op.PRelu(weight("slope", List.of(CHANNELS), Role.SCALE)), x));
        blocks.put(
                "max unpool 2x2",
                (scope, x) -> scope.maxUnpool(same(scope).maxPool(scope.conv(x, 4, 3, 1), 2, 2), x, 2));
        blocks.put(
                "max unpool among equals",
                (scope, x) -> scope.maxUnpool(scope.conv(x, 4, 3, 2), scope.add("zero", new Op.Scale(0), x), 2));
        blocks.put("max unpool 3x3", (scope, x) -> scope.maxUnpool(scope.conv(x, 4, 3, 3), x, 3));
        blocks.put(
                "max unpool, then ReLU in place",
                (scope, x) -> scope.relu(scope.maxUnpool(scope.conv(x, 4, 3, 2), x, 2)));
        blocks.put("max pool", (scope, x) -> scope.maxPool(x, 3, 1));
        blocks.put("max pool, stride 2", (scope, x) -> scope.maxPool(x, 3, 2));
        blocks.put("max pool, SAME", (scope, x) -> same(scope).maxPool(x, 3, 2));
        blocks.put("avg pool", (scope, x) -> scope.avgPool(x, 3, 1));
        blocks.put("avg pool, stride 2", (scope, x) -> scope.avgPool(x, 3, 2));
        blocks.put("avg pool, SAME", (scope, x) -> same(scope).avgPool(x, 3, 2));
        blocks.put("avg pool 2x2, SAME", (scope, x) -> same(scope).avgPool(x, 2, 2));
        blocks.put("global avg pool", (scope, x) -> scope.globalAvgPool(x));
        blocks.put("resize of a pooled value", (scope, x) -> scope.resize(scope.globalAvgPool(x), 2));
        blocks.put("resize, corners aligned", (scope, x) -> scope.resize(scope.maxPool(x, 3, 2), 1));
        blocks.put("resize down, corners aligned", (scope, x) -> scope.resize(x, 2));
        blocks.put(
                "resize, half-pixel centres",
                (scope, x) -> scope.add("resize", new Op.Resize(1, false), scope.maxPool(x, 3, 2)));
        blocks.put("resize down, half-pixel centres", (scope, x) -> scope.add("resize", new Op.Resize(3, false), x));
        blocks.put("resize to its own size", (scope, x) -> scope.add("resize", new Op.Resize(1, true), x));
        blocks.put("add", (scope, x) -> scope.sum(List.of(x, scope.relu(x), x)));
        blocks.put("add of one", (scope, x) -> scope.relu(scope.add("sum", new Op.Add(), x)));
        blocks.put("multiply by itself", (scope, x) -> scope.multiply(x, x));
        blocks.put("multiply by a map of one channel", (scope, x) -> scope.multiply(x, scope.slice(x, 1, 2)));
        blocks.put("multiply by a gate", (scope, x) -> scope.multiply(x, scope.globalAvgPool(x)));
        blocks.put("multiply by a number", (scope, x) -> scope.multiply(x, parameter(scope, "factor", 1)));
        blocks.put("concat", (scope, x) -> scope.concat(List.of(x, scope.relu(x), scope.slice(x, 0, 1))));
        blocks.put("concat, then ReLU in place", (scope, x) -> scope.relu(scope.concat(List.of(x, x))));
        blocks.put("slice, then conv", (scope, x) -> scope.conv(scope.slice(x, 1, 3), 3, 3, 1));
        blocks.put(
                "slice, then ReLU",
                (scope, x) -> scope.sum(List.of(scope.relu(scope.slice(x, 1, 3)), scope.slice(x, 1, 3))));
        blocks.put("channel shuffle", (scope, x) -> scope.add("shuffle", new Op.ChannelShuffle(2), x));
        blocks.put("softmax over channels", (scope, x) -> scope.softmax(x));
        blocks.put("log", (scope, x) -> scope.add("log", new Op.Log(), scope.softmax(x)));
        blocks.put("dropout", (scope, x) -> scope.dropout(x, 0.6));
        blocks.put("spatial dropout", (scope, x) -> scope.spatialDropout(x, 0.6));
        blocks.put("zeros of other channels", (scope, x) -> scope.concat(List.of(x, scope.zerosLike(x, 2))));
        blocks.put("drop-path", (scope, x) -> scope.dropPath(x, 0.5));
        blocks.put("zeros", (scope, x) -> scope.sum(List.of(x, scope.add("zeros", new Op.Zeros(x.type())))));
        blocks.put(
                "mix by softmax",
                (scope, x) -> scope.mix(
                        List.of(x, scope.relu(x), scope.maxPool(x, 3, 1)),
                        scope.softmax(parameter(scope, "alpha", 3))));
        blocks.put(
                "mix by constants",
                (scope, x) -> scope.mix(List.of(x, scope.relu(x), scope.maxPool(x, 3, 1)), scope.constant(0.5, 0, -2)));
        blocks.put(
                "mix by weights of each image",
                (scope, x) -> scope.mix(
                        List.of(x, scope.relu(x), scope.maxPool(x, 3, 1)),
                        scope.softmax(scope.globalAvgPool(scope.slice(x, 0, 3)))));
        blocks.put("mix by Gumbel softmax", (scope, x) -> {
            Value noise = scope.add("gumbel", new Op.Noise(Type.Tensor.vector(2), new Distribution.Gumbel()));
            Value logits = scope.sum(List.of(parameter(scope, "alpha", 2), noise));
            return scope.mix(List.of(x, scope.relu(x)), scope.softmax(logits));
        });
        return blocks.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void equalsTheReference(String name, Block block) {
        Agreement agreement = agreement(new Extent(2, 7, 6), new Seed(name.hashCode()), block);
        agreement.ofOutputs();
        agreement.ofGradients("score", TRAINED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tensorBlocks")
    void equalsTheReferenceOnTensors(String name, TensorBlock block) {
        Agreement agreement =
                agreement(new Extent(1, 1, 1), new Seed(name.hashCode()), (scope, x) -> block.apply(scope));
        agreement.ofOutputs();
        agreement.ofGradients("score", TRAINED);
    }

    static Stream<Arguments> tensorBlocks() {
        Map<String, TensorBlock> blocks = new LinkedHashMap<>();
        blocks.put(
                "normalize a tensor",
                scope -> scope.add(
                        "normalize",
                        new Op.Normalize(List.of(0.1, -0.2), List.of(0.5, 2.0)),
                        parameter(scope, "a", 2, 3)));
        blocks.put(
                "matrix product",
                scope -> scope.add(
                        "product", new Op.MatMul(false), parameter(scope, "a", 2, 3), parameter(scope, "b", 3, 4)));
        blocks.put(
                "matrix product, transposed",
                scope -> scope.add(
                        "product", new Op.MatMul(true), parameter(scope, "a", 2, 3), parameter(scope, "b", 4, 3)));
        blocks.put("softmax over rows", scope -> scope.softmax(parameter(scope, "a", 3, 4)));
        blocks.put(
                "concat of rows",
                scope -> scope.concat(List.of(parameter(scope, "a", 2, 3), parameter(scope, "b", 1, 3))));
        blocks.put(
                "one-hot",
                scope -> scope.multiply(
                        scope.add("draw", new Op.OneHot(), scope.constant(0.1, 0.7, 0.2)), parameter(scope, "a", 3)));
        blocks.put("reshape", scope -> scope.add("reshape", new Op.Reshape(List.of(6)), parameter(scope, "a", 2, 3)));
        blocks.put("slice of rows", scope -> scope.slice(parameter(scope, "a", 4, 3), 1, 3));
        blocks.put(
                "shuffled rows", scope -> scope.add("shuffle", new Op.ChannelShuffle(3), parameter(scope, "a", 6, 2)));
        blocks.put(
                "product of tensors",
                scope -> scope.multiply(parameter(scope, "a", 2, 3), parameter(scope, "b", 2, 3)));
        blocks.put("parameter of four axes", scope -> scope.relu(parameter(scope, "a", 2, 3, 2, 2)));
        blocks.put(
                "slice of a weight",
                scope -> scope.add(
                        "p", new Op.Parameter(new Weight.Slice(weight("w", List.of(3, 5), Role.KERNEL), 1, 1, 4))));
        blocks.put(
                "stack of weights",
                scope -> scope.add(
                        "p",
                        new Op.Parameter(new Weight.Stack(List.of(
                                weight("w", List.of(1, 5), Role.KERNEL),
                                new Weight.Slice(weight("v", List.of(3, 5), Role.KERNEL), 0, 0, 2))))));
        blocks.put(
                "folded kernel",
                scope -> scope.add(
                        "p",
                        new Op.Parameter(new Weight.FoldedKernel(
                                weight("w", List.of(CHANNELS, 2, 3, 3), Role.KERNEL), norm(Statistics.RUNNING), 0))));
        blocks.put(
                "folded kernel of a transposed convolution",
                scope -> scope.add(
                        "p",
                        new Op.Parameter(new Weight.FoldedKernel(
                                weight("w", List.of(2, CHANNELS, 3, 3), Role.KERNEL), norm(Statistics.RUNNING), 1))));
        blocks.put(
                "folded bias",
                scope -> scope.add(
                        "p",
                        new Op.Parameter(new Weight.FoldedBias(
                                Optional.of(weight("b", List.of(CHANNELS), Role.BIAS)), norm(Statistics.RUNNING)))));
        blocks.put(
                "folded absent bias",
                scope -> scope.add(
                        "p", new Op.Parameter(new Weight.FoldedBias(Optional.empty(), norm(Statistics.RUNNING)))));
        return blocks.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @Test
    void everyOperationIsAmongTheBlocks() {
        Stream<Block> ofFeatures = blocks().map(
                        arguments -> (Block) Objects.requireNonNull(arguments.get()[1]));
        Stream<Block> ofTensors = tensorBlocks()
                .map(arguments -> (TensorBlock) Objects.requireNonNull(arguments.get()[1]))
                .map(block -> (scope, x) -> block.apply(scope));
        Set<Class<?>> seen = Stream.concat(ofFeatures, ofTensors)
                .flatMap(block -> agreement(Extent.of(4, 4), new Seed(1), block).graph().nodes().stream())
                .map(node -> node.op().getClass())
                .collect(Collectors.toSet());
        assertThat(seen).containsExactlyInAnyOrder(Op.class.getPermittedSubclasses());
    }

    /** The output of the block as {@code y}, and its product with fixed random numbers as {@code score}. */
    private static Agreement agreement(Extent extent, Seed seed, Block block) {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("block");
        Value x = builder.scope("before").pointwise(builder.input("x", new Type.Features(3, 1)), CHANNELS);
        Value y = block.apply(scope, x);
        builder.output("y", y);
        builder.output("score", scope.multiply(y, builder.input("probe", y.type())));
        return new Agreement(builder.build(), extent, seed);
    }

    private static Value conv(
            Scope scope,
            Value x,
            int out,
            int kernel,
            int stride,
            int dilation,
            int groups,
            Padding padding,
            boolean bias) {
        return scope.styled(scope.style().withPadding(padding))
                .convolve("conv", x, out, kernel, stride, dilation, groups, bias);
    }

    private static Scope same(Scope scope) {
        return scope.styled(scope.style().withPadding(Padding.SAME));
    }

    private static Op.BatchNorm norm(Statistics statistics) {
        List<Integer> shape = List.of(CHANNELS);
        return new Op.BatchNorm(
                weight("mean", shape, Role.STATISTICS),
                weight("variance", shape, Role.STATISTICS),
                Optional.of(weight("scale", shape, Role.SCALE)),
                Optional.of(weight("shift", shape, Role.BIAS)),
                1e-3,
                0.1,
                statistics);
    }

    private static Value parameter(Scope scope, String name, Integer... shape) {
        return scope.parameter(weight(name, List.of(shape), Role.ARCHITECTURE));
    }

    private static Weight.Named weight(String name, List<Integer> shape, Role role) {
        return new Weight.Named(name, shape, role, Initializer.ZEROS);
    }
}
