package org.espalier.engine.operation;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.espalier.engine.weight.Leaves;
import org.espalier.engine.weight.MovingStatistics;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.problem.BadUsage;

/** Batch normalisation with the statistics of the batch or with stored ones. */
public final class Normalization {

    /**
     * Channels that libtorch's channels-last kernel vectorises at a time. It processes the rest one by one, which for
     * few channels is slower than the kernel for contiguous planes. Forward and backward for maps of 40 x 52, batch 8:
     * with 10 channels 4.4 ms channels-last and 1.5 ms in planes; with 36 channels the same time (one core, AVX2).
     */
    private static final int LANES = 8;

    private static final int FEW = 4 * LANES;

    private final Leaves leaves;
    private final Optional<MovingStatistics> moving;
    private final MemoryFormat format;
    private final TensorOptional nothing = new TensorOptional();

    /**
     * Normalisations of one run.
     * @param moving the statistics that normalisations over the batch update; empty for no updates
     */
    Normalization(Leaves leaves, Optional<MovingStatistics> moving, MemoryFormat format) {
        this.leaves = leaves;
        this.moving = moving;
        this.format = format;
    }

    Tensor apply(Node node, Op.BatchNorm norm, Tensor x) {
        return switch (norm.statistics()) {
            case RUNNING ->
                normalized(norm, x, leaves.optional(norm.mean()), leaves.optional(norm.variance()), false, 0);
            case BATCH -> overBatch(node, norm, x);
        };
    }

    private Tensor overBatch(Node node, Op.BatchNorm norm, Tensor x) {
        requireSeveral(node, x.numel() / x.size(1));
        if (moving.isEmpty()) {
            return normalized(norm, x, nothing, nothing, true, 0);
        }
        MovingStatistics statistics = moving.get();
        Tensor mean = statistics.target(norm.mean());
        Tensor variance = statistics.target(norm.variance());
        Tensor result = normalized(
                norm, x, new TensorOptional(mean), new TensorOptional(variance), true, statistics.momentum(node));
        statistics.writeBack(norm, mean, variance);
        return result;
    }

    /**
     * Refuses a normalisation over a single value.
     * @param values of each channel
     */
    public static void requireSeveral(Node node, long values) {
        if (values == 1) {
            throw new BadUsage(
                    "node " + node.name() + ": this normalisation has only one value per channel, because the"
                            + " batch is a single image; use a batch of 2 or more, or leave the pooling branch out");
        }
    }

    private Tensor normalized(
            Op.BatchNorm norm,
            Tensor x,
            TensorOptional mean,
            TensorOptional variance,
            boolean overBatch,
            double momentum) {
        TensorOptional scale = leaves.optional(norm.scale());
        TensorOptional shift = leaves.optional(norm.shift());
        if (x.size(1) % LANES == 0 || x.size(1) >= FEW) {
            return torch.batch_norm(x, scale, shift, mean, variance, overBatch, momentum, norm.epsilon(), false);
        }
        Tensor planes = x.contiguous();
        return torch.batch_norm(planes, scale, shift, mean, variance, overBatch, momentum, norm.epsilon(), false)
                .contiguous(format);
    }
}
