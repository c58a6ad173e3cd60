package org.espalier.engine.kernel;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.engine.input.Sources;
import org.espalier.engine.weight.Leaves;
import org.espalier.engine.weight.MovingStatistics;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.kernel.Activation;
import org.espalier.kernel.Kernels;

/**
 * Executes operations on channels-last maps whose gradients are computed here rather than by libtorch's autograd:
 * convolutions and normalisations by vector kernels, where the JVM has vectors and maps are of single precision; ReLU,
 * weighted sums and 1x1 convolutions by libtorch's functions. The rest is left to libtorch and its autograd.
 */
public final class KernelOperations {

    /** Channels up to which dense kernels are faster; see {@code docs/performance.md}. */
    private static final int FEW = 32;

    private final Leaves leaves;
    private final Optional<MovingStatistics> statistics;
    private final boolean isChannelsLast;
    private final boolean hasVectors;

    /**
     * Operations of one run.
     * @param statistics updated by normalisations over the batch; empty for no updates
     */
    public KernelOperations(Leaves leaves, Optional<MovingStatistics> statistics, Sources sources) {
        this.leaves = leaves;
        this.statistics = statistics;
        this.isChannelsLast = sources.format() == MemoryFormat.ChannelsLast;
        this.hasVectors = isChannelsLast && sources.elements() == ScalarType.Float && Kernels.areAvailable();
    }

    /** Whether an operation on these values has a kernel in this run; the weights of a sum may be one set per image. */
    public boolean have(Op op, List<Tensor> in) {
        return op instanceof Op.Mix
                ? isChannelsLast && in.getLast().dim() == 1 && in.stream().anyMatch(value -> value.dim() == 4)
                : have(op);
    }

    /** Whether an operation that reads one value has a kernel in this run. */
    public boolean have(Op op) {
        return switch (op) {
            case Op.Conv2d conv -> isVectorised(conv) || isProduct(conv);
            case Op.BatchNorm norm -> hasVectors && norm.statistics() == Op.BatchNorm.Statistics.BATCH;
            case Op.Activation activation -> isChannelsLast && activation.function() == Op.Activation.Function.RELU;
            default -> false;
        };
    }

    private boolean isVectorised(Op.Conv2d conv) {
        return hasVectors && (isDepthwise(conv) || isSmall(conv));
    }

    private static boolean isDepthwise(Op.Conv2d conv) {
        return conv.groups() > 1 && conv.inChannelsPerGroup() == 1 && conv.groups() == conv.outChannels();
    }

    /** Whether a convolution is dense, and its channels few enough for the kernel to be faster than libtorch. */
    private static boolean isSmall(Op.Conv2d conv) {
        return conv.groups() == 1
                && Math.max(conv.inChannelsPerGroup(), conv.outChannels()) <= FEW
                && (isPointwise(conv) || conv.stride() > 1);
    }

    /**
     * Whether a convolution is to be a product of matrices: with one thread, for libtorch multiplies matrices on one
     * alone.
     */
    private boolean isProduct(Op.Conv2d conv) {
        return isChannelsLast
                && conv.groups() == 1
                && conv.stride() == 1
                && conv.bias().isEmpty()
                && isPointwise(conv)
                && torch.get_num_threads() == 1;
    }

    private static boolean isPointwise(Op.Conv2d conv) {
        return conv.kernelHeight() == 1 && conv.kernelWidth() == 1;
    }

    /**
     * The value of the first of consecutive nodes, and of the second where both are one kernel, in the caller's scope.
     *
     * @param nodes consecutive ones; the first {@link #have has} a kernel
     * @param twins for each part of the input's images the node that is applied to them; one node for all images
     * @param in dense, channels-last; autograd's leaves, which require gradients if those are awaited
     * @param overwrite whether a ReLU may overwrite its input
     */
    public Computed apply(List<Node> nodes, List<Node> twins, List<Tensor> in, boolean overwrite) {
        Tensor x = in.getFirst();
        return switch (nodes.getFirst().op()) {
            case Op.Conv2d conv ->
                isVectorised(conv)
                        ? new KernelConvolution(conv, x, leaves)
                        : new MatrixConvolution(x, leaves.tensor(conv.kernel()), leaves);
            case Op.BatchNorm norm -> {
                Activation activation =
                        nodes.size() > 1 ? following(nodes.get(1).op()) : Activation.NONE;
                yield new KernelNormalization(twins, norm, activation, x, leaves, statistics);
            }
            case Op.Activation relu -> new Relu(x, overwrite);
            case Op.Mix mix -> new KernelMix(in);
            default -> throw new IllegalArgumentException("no kernel for " + nodes.getFirst());
        };
    }

    private static Activation following(Op op) {
        return switch (op) {
            case Op.Activation activation ->
                switch (activation.function()) {
                    case RELU -> Activation.RELU;
                    case RELU6 -> Activation.RELU6;
                    case SIGMOID, HARD_SWISH -> Activation.NONE;
                };
            default -> Activation.NONE;
        };
    }
}
