package org.espalier.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.espalier.engine.operation.DilatedDepthwise;
import org.espalier.engine.tensor.HostArrays;
import org.espalier.graph.Op;
import org.espalier.graph.Padding;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;

/**
 * The network of {@code docs/architectures/camvid-autodeeplab.json} written by hand over libtorch calls, as one would
 * write it in PyTorch: cell and head are methods, every operation applies its own ReLU, and autograd records the
 * history. Feature maps and kernels are channels-last. Weights have the names of the derived network.
 *
 * <p>Native memory: close it. Results are in the caller's scope.
 */
@SuppressWarnings("try") // a scope is there to be closed, not read
final class DirectNetwork implements AutoCloseable {

    private static final double MOMENTUM = 0.05;
    private static final double CELL_EPSILON = 1e-3;
    private static final double HEAD_EPSILON = 1e-5;

    private final Map<String, Weight.Named> named;
    private final Map<String, Tensor> weights = new LinkedHashMap<>();
    private final UnaryOperator<Tensor> dropout;

    /**
     * A network in training.
     * @param start initial values of all weights, which are copied
     * @param dropout of the output of the pyramid pooling, [N, 64, h, w], with rate 0.1
     */
    DirectNetwork(WeightStore start, UnaryOperator<Tensor> dropout) {
        this.dropout = dropout;
        this.named = start.weights();
        named.forEach((name, weight) -> weights.put(name, copy(start, weight)));
    }

    /** The weight of that name. The caller must not close it. */
    Tensor weight(String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    /** Class scores, [N, classes, H, W], of images [N, 3, H, W] with values in -1..1. */
    Tensor logits(Tensor image) {
        Tensor first = cellNorm("stem.norm", conv("stem.conv", image, 2));
        Tensor half = cellNorm("stem.norm_2", conv("stem.conv_2", first.relu_(), 1));
        Tensor quarter = cellNorm("stem.norm_3", conv("stem.conv_3", half.relu(), 2));

        Tensor cell0 = cell("cell_0", resized(half, quarter), squeezed("cell_0.last", quarter), 1);
        Tensor cell1 = cell("cell_1", squeezed("cell_1.before_last", quarter), squeezed("cell_1.last", cell0), 1);
        Tensor cell2 = cell("cell_2", squeezed("cell_2.before_last", cell0), squeezed("cell_2.last", cell1), 1);
        Tensor cell3 = cell("cell_3", squeezed("cell_3.before_last", cell1), squeezed("cell_3.last", cell2), 2);
        Tensor beforeLast = squeezed("cell_4.before_last", resized(cell2, cell3));
        Tensor cell4 = cell("cell_4", beforeLast, squeezed("cell_4.last", cell3), 2);
        Tensor last = squeezed("cell_5.last", resized(cell4, cell3));
        Tensor cell5 = cell("cell_5", squeezed("cell_5.before_last", cell3), last, 1);

        Tensor context = pyramidPooling(cell5.relu());
        Tensor lowLevel = headUnit("decoder.low_level", cell2);
        Tensor joined = torch.cat(new TensorVector(resized(context, lowLevel), lowLevel), 1);
        Tensor refined = headSeparable("decoder.refine_1", headSeparable("decoder.refine_0", joined, 1), 1);
        TensorOptional bias = new TensorOptional(weight("classifier.classifier.bias"));
        return resized(convolved("classifier.classifier", refined, bias, 1, 1), image);
    }

    @Override
    public void close() {
        weights.values().forEach(Tensor::close);
    }

    private Tensor cell(String name, Tensor beforeLast, Tensor last, int stride) {
        Tensor block0 = skip(name + ".block_0.left.skip_connect", beforeLast, stride)
                .add(separable(name + ".block_0.right.sep_conv_3x3", last, stride));
        Tensor block1 =
                atrous(name + ".block_1.left.atrous_conv_3x3", last, stride).add(block0);
        Tensor block2 = separable(name + ".block_2.left.sep_conv_3x3", last, stride)
                .add(separable(name + ".block_2.right.sep_conv_3x3", block1, 1));
        return torch.cat(new TensorVector(block0, block1, block2), 1);
    }

    private Tensor squeezed(String name, Tensor x) {
        return cellNorm(name + ".norm", conv(name + ".pointwise", x.relu(), 1));
    }

    private Tensor skip(String name, Tensor x, int stride) {
        return stride == 1 ? x : cellNorm(name + ".norm", conv(name + ".conv", everySecond(x.relu()), 1));
    }

    private Tensor separable(String name, Tensor x, int stride) {
        Tensor first = depthwise(name + ".0.depthwise", x.relu(), stride, 1);
        Tensor between = cellNorm(name + ".0.norm", conv(name + ".0.pointwise", first, 1));
        Tensor second = depthwise(name + ".1.depthwise", between.relu_(), 1, 1);
        return cellNorm(name + ".1.norm", conv(name + ".1.pointwise", second, 1));
    }

    private Tensor atrous(String name, Tensor x, int stride) {
        Tensor spatial = depthwise(name + ".depthwise", x.relu(), stride, 2);
        return cellNorm(name + ".norm", conv(name + ".pointwise", spatial, 1));
    }

    private Tensor pyramidPooling(Tensor x) {
        Tensor image = headUnit("aspp.image_pooling", torch.adaptive_avg_pool2d(x, 1, 1));
        Tensor joined = torch.cat(
                new TensorVector(
                        resized(image, x).contiguous(MemoryFormat.ChannelsLast),
                        headUnit("aspp.branch_1x1", x),
                        headSeparable("aspp.branch_rate_3", x, 3),
                        headSeparable("aspp.branch_rate_6", x, 6),
                        headSeparable("aspp.branch_rate_9", x, 9)),
                1);
        return dropout.apply(headUnit("aspp.join", joined));
    }

    private Tensor headSeparable(String name, Tensor x, int rate) {
        Tensor spatial = depthwise(name + ".depthwise", x, 1, rate);
        return headUnit(
                name,
                normalized(name + ".depthwise.norm", spatial, HEAD_EPSILON).relu_());
    }

    private Tensor headUnit(String name, Tensor x) {
        return normalized(name + ".norm", conv(name + ".pointwise", x, 1), HEAD_EPSILON)
                .relu_();
    }

    private Tensor conv(String name, Tensor x, int stride) {
        return convolved(name, x, new TensorOptional(), stride, 1);
    }

    private Tensor depthwise(String name, Tensor x, int stride, int rate) {
        return rate == 1 ? convolved(name, x, new TensorOptional(), stride, x.size(1)) : dilated(name, x, stride, rate);
    }

    /**
     * As the engine computes it: the gradient of libtorch's own dilated depthwise convolution reads beyond its memory
     * in some cases, which crashes the process, and takes longer in others.
     */
    private Tensor dilated(String name, Tensor x, int stride, int rate) {
        String kernel = name + ".weight";
        Weight.Named shape = Objects.requireNonNull(named.get(kernel), kernel);
        Op.Conv2d conv = new Op.Conv2d(shape, Optional.empty(), stride, rate, (int) x.size(1), Padding.SYMMETRIC);
        return DilatedDepthwise.convolve(conv, x, weight(kernel), new TensorOptional(), MemoryFormat.ChannelsLast);
    }

    private Tensor convolved(String name, Tensor x, TensorOptional bias, int stride, long groups) {
        Tensor kernel = weight(name + ".weight");
        long padding = kernel.size(2) / 2;
        long[] strides = {stride, stride};
        return torch.conv2d(x, kernel, bias, strides, new long[] {padding, padding}, new long[] {1, 1}, groups);
    }

    private Tensor cellNorm(String name, Tensor x) {
        return normalized(name, x, CELL_EPSILON);
    }

    private Tensor normalized(String name, Tensor x, double epsilon) {
        TensorOptional scale = new TensorOptional(weight(name + ".scale"));
        TensorOptional shift = new TensorOptional(weight(name + ".shift"));
        TensorOptional mean = new TensorOptional(weight(name + ".mean"));
        TensorOptional variance = new TensorOptional(weight(name + ".variance"));
        return torch.batch_norm(x, scale, shift, mean, variance, true, MOMENTUM, epsilon, false);
    }

    private static Tensor resized(Tensor x, Tensor like) {
        return torch.upsample_bilinear2d(x, new long[] {like.size(2), like.size(3)}, true);
    }

    /**
     * The input of a 1 x 1 convolution of stride 2; {@code Windows.everyStride} explains why it is not left to
     * libtorch.
     */
    private static Tensor everySecond(Tensor x) {
        LongOptional from = new LongOptional(0);
        LongOptional end = new LongOptional();
        return x.slice(2, from, end, 2).slice(3, from, end, 2).contiguous(MemoryFormat.ChannelsLast);
    }

    private static Tensor copy(WeightStore start, Weight.Named weight) {
        try (PointerScope scope = new PointerScope()) {
            List<Integer> shape = weight.shape();
            Tensor planes = HostArrays.tensor(
                    start.read(weight.name()), shape, start.type().scalarType());
            Tensor copy = shape.size() == 4 ? planes.contiguous(MemoryFormat.ChannelsLast) : planes;
            copy.set_requires_grad(weight.role() != Role.STATISTICS);
            return copy.retainReference();
        }
    }
}
