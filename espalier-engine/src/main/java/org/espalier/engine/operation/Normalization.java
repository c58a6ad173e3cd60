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

/** Batch normalisation over the batch at hand or over stored statistics. */
final class Normalization {

    /**
     * Channels that libtorch's channels-last kernel takes at a time; the rest it takes number by number, which is slower than plane by plane while
     * there are few: 10 channels of 40 x 52, batch 8, forward and backward take 4.4 ms so and 1.5 ms plane by plane, 36 channels the same
     * (one core, AVX2).
     */
    private static final int LANES = 8;

    private static final int FEW = 4 * LANES;

    private final Leaves leaves;
    private final Optional<MovingStatistics> moving;
    private final MemoryFormat format;
    private final TensorOptional nothing = new TensorOptional();

    /**
     * @param moving where normalisations over the batch move their statistics; empty to leave them alone
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
        if (x.numel() == x.size(1)) {
            throw new BadUsage("node " + node.name() + ": a batch of one image leaves this normalisation one value a"
                    + " channel, which has no variance; use a batch of 2 or more, or leave the pooling branch out");
        }
        if (moving.isEmpty()) {
            return normalized(norm, x, nothing, nothing, true, 0);
        }
        MovingStatistics statistics = moving.get();
        Tensor mean = statistics.target(norm.mean());
        Tensor variance = statistics.target(norm.variance());
        Tensor result = normalized(
                norm, x, new TensorOptional(mean), new TensorOptional(variance), true, statistics.momentum(node));
        statistics.putBack(norm, mean, variance);
        return result;
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
