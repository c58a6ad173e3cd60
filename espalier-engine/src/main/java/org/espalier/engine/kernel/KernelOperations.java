package org.espalier.engine.kernel;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
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
 * Executes operations that have a kernel of our own, for maps of single precision that are channels-last. The rest is
 * left to libtorch and its autograd.
 */
public final class KernelOperations {

    private final Leaves leaves;
    private final Optional<MovingStatistics> statistics;
    private final boolean isUsable;

    /**
     * Operations of one run.
     * @param statistics updated by normalisations over the batch; empty for no updates
     */
    public KernelOperations(Leaves leaves, Optional<MovingStatistics> statistics, Sources sources) {
        this.leaves = leaves;
        this.statistics = statistics;
        this.isUsable = Kernels.areAvailable()
                && sources.elements() == ScalarType.Float
                && sources.format() == MemoryFormat.ChannelsLast;
    }

    /** Whether an operation has a kernel in this run. */
    public boolean have(Op op) {
        return isUsable
                && switch (op) {
                    case Op.Conv2d conv -> conv.groups() == 1 || isDepthwise(conv);
                    case Op.BatchNorm norm -> norm.statistics() == Op.BatchNorm.Statistics.BATCH;
                    case Op.Activation activation -> activation.function() == Op.Activation.Function.RELU;
                    default -> false;
                };
    }

    private static boolean isDepthwise(Op.Conv2d conv) {
        return conv.inChannelsPerGroup() == 1 && conv.groups() == conv.outChannels();
    }

    /**
     * The value of the first of consecutive nodes, and of the second where both are one kernel, in the caller's scope.
     * @param nodes consecutive ones; the first {@link #have has} a kernel
     * @param twins for each part of the input's images the node that is applied to them; one node for all images
     * @param x dense, channels-last; autograd's leaf, which requires a gradient if one is awaited
     * @param overwrite whether a ReLU may overwrite its input
     */
    public Computed apply(List<Node> nodes, List<Node> twins, Tensor x, boolean overwrite) {
        return switch (nodes.getFirst().op()) {
            case Op.Conv2d conv -> new KernelConvolution(conv, x, leaves);
            case Op.BatchNorm norm -> {
                Activation activation =
                        nodes.size() > 1 ? following(nodes.get(1).op()) : Activation.NONE;
                int count = activation == Activation.NONE ? 1 : 2;
                yield new KernelNormalization(twins, norm, activation, count, x, leaves, statistics);
            }
            case Op.Activation relu -> new KernelActivation(x, overwrite);
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
