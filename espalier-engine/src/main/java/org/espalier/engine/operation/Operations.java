package org.espalier.engine.operation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.espalier.engine.input.Sources;
import org.espalier.engine.tensor.HostArrays;
import org.espalier.engine.weight.Leaves;
import org.espalier.engine.weight.MovingStatistics;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Type;

/** Executes operations: from the values that a node reads to its own. Feature maps keep their memory format. */
public final class Operations {

    private final Leaves leaves;
    private final Normalization normalization;
    private final Windows windows;
    private final Sources sources;

    public Operations(Leaves leaves, Optional<MovingStatistics> statistics, Sources sources) {
        this.leaves = leaves;
        this.normalization = new Normalization(leaves, statistics, sources.format());
        this.windows = new Windows(sources.elements(), sources.format());
        this.sources = sources;
    }

    /**
     * The value of a node, as a new handle in the caller's scope.
     * @param type of the first input, or of the node itself if it has no inputs
     * @param overwrite whether a ReLU may overwrite its input
     */
    public Tensor apply(Node node, List<Tensor> in, Type type, boolean overwrite) {
        return switch (node.op()) {
            case Op.Input input -> sources.input(node.name(), input.type());
            case Op.Noise noise -> sources.noise(node.name(), noise.type(), noise.distribution());
            case Op.Constant constant -> sources.constant(constant);
            case Op.Zeros zeros -> sources.zeros(zeros.type());
            case Op.Parameter parameter -> new Tensor(leaves.tensor(parameter.weight()));
            case Op.Normalize normalize -> normalized(normalize, in.getFirst(), axis(type));
            case Op.Conv2d conv ->
                windows.convolve(conv, in.getFirst(), leaves.tensor(conv.kernel()), leaves.optional(conv.bias()));
            case Op.ConvTranspose2d conv ->
                windows.convolveTransposed(
                        conv,
                        in.getFirst(),
                        leaves.tensor(conv.kernel()),
                        leaves.optional(conv.bias()),
                        strideOf(type) / conv.stride(),
                        sources.extent());
            case Op.BatchNorm norm -> normalization.apply(node, norm, in.getFirst());
            case Op.Activation activation -> activated(activation.function(), in.getFirst(), overwrite);
            case Op.PRelu prelu -> torch.prelu(in.getFirst(), leaves.tensor(prelu.slope()));
            case Op.MaxPool pool -> windows.maximum(pool, in.getFirst());
            case Op.MaxUnpool unpool -> windows.unpooled(unpool, in.get(0), in.get(1));
            case Op.AvgPool pool -> windows.mean(pool, in.getFirst());
            case Op.GlobalAvgPool p -> torch.adaptive_avg_pool2d(in.getFirst(), 1, 1);
            case Op.Resize resize -> resized(resize, in.getFirst());
            case Op.Add a -> sum(in);
            case Op.Multiply m -> in.get(0).mul(in.get(1));
            case Op.Scale scale -> in.getFirst().mul(new Scalar(scale.factor()));
            case Op.Concat c -> torch.cat(new TensorVector(in.toArray(Tensor[]::new)), axis(type));
            case Op.Slice slice -> in.getFirst().narrow(axis(type), slice.from(), slice.to() - slice.from());
            case Op.ChannelShuffle shuffle -> shuffled(in.getFirst(), shuffle.groups(), axis(type));
            case Op.MatMul product ->
                torch.mm(in.get(0), product.transposeSecond() ? in.get(1).t() : in.get(1));
            case Op.Softmax s -> softmax(in.getFirst(), axis(type));
            case Op.Log l -> in.getFirst().log();
            case Op.Reshape reshape -> in.getFirst().reshape(HostArrays.lengths(reshape.shape()));
            case Op.OneHot o -> oneHot(in.getFirst());
            case Op.Mix m -> WeightedSum.of(in.subList(0, in.size() - 1), in.getLast());
        };
    }

    private Tensor normalized(Op.Normalize normalize, Tensor x, int axis) {
        List<Integer> perChannel = new ArrayList<>(Collections.nCopies((int) x.dim(), 1));
        perChannel.set(axis, normalize.mean().size());
        double[] scale = normalize.deviation().stream().mapToDouble(d -> 1 / d).toArray();
        double[] offset = new double[scale.length];
        Arrays.setAll(offset, channel -> -normalize.mean().get(channel) * scale[channel]);
        return torch.addcmul(
                HostArrays.tensor(offset, perChannel, sources.elements()),
                x,
                HostArrays.tensor(scale, perChannel, sources.elements()));
    }

    private static Tensor activated(Op.Activation.Function function, Tensor x, boolean overwrite) {
        return switch (function) {
            case RELU -> overwrite ? new Tensor(x.relu_()) : x.relu();
            case RELU6 -> torch.relu6(x);
            case SIGMOID -> x.sigmoid();
            case HARD_SWISH -> torch.hardswish(x);
        };
    }

    private Tensor resized(Op.Resize resize, Tensor x) {
        long height = sources.extent().heightAt(resize.stride());
        long width = sources.extent().widthAt(resize.stride());
        if (x.size(2) == height && x.size(3) == width) {
            return new Tensor(x);
        }
        // For a map of a single pixel libtorch cannot tell that it is channels-last.
        return torch.upsample_bilinear2d(x, new long[] {height, width}, resize.alignCorners())
                .contiguous(sources.format());
    }

    private static Tensor sum(List<Tensor> in) {
        if (in.size() == 1) {
            return new Tensor(in.getFirst());
        }
        Tensor sum = in.get(0).add(in.get(1));
        in.subList(2, in.size()).forEach(sum::add_);
        return sum;
    }

    private static Tensor shuffled(Tensor x, int groups, int axis) {
        long channels = x.size(axis);
        if (axis == 0) {
            return x.reshape(groups, channels / groups, -1).transpose(0, 1).reshape(x.shape());
        }
        // Through [N, H, W, C], the order in memory.
        return x.permute(0, 2, 3, 1)
                .reshape(x.size(0), x.size(2), x.size(3), groups, channels / groups)
                .transpose(3, 4)
                .reshape(x.size(0), x.size(2), x.size(3), channels)
                .permute(0, 3, 1, 2);
    }

    private static Tensor softmax(Tensor x, int axis) {
        return axis == 0 ? x.softmax(-1) : x.permute(0, 2, 3, 1).softmax(-1).permute(0, 3, 1, 2);
    }

    private static int strideOf(Type type) {
        return ((Type.Features) type).stride();
    }

    /**
     * One-hot at the maximum forward, identity backward. The values are exact up to rounding at the maximum and exactly
     * 0 elsewhere.
     */
    private static Tensor oneHot(Tensor x) {
        Tensor soft = x.detach();
        Tensor largest = soft.argmax(new LongOptional(-1), true);
        Tensor hard = torch.zeros_like(soft).scatter_(-1, largest, new Scalar(1));
        return x.add(hard.sub(soft));
    }

    /** The channel axis: 1 for features and pooled values, 0 for tensors. */
    private static int axis(Type type) {
        return switch (type) {
            case Type.Features f -> 1;
            case Type.Pooled p -> 1;
            case Type.Tensor t -> 0;
        };
    }
}
