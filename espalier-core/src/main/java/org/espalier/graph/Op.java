package org.espalier.graph;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.text.Text;

/**
 * A primitive operation: attributes in the record, weights by reference, never a tensor. Candidate operations, cells
 * and heads are functions over these. Operations have no side effects: none draws random numbers or updates state.
 *
 * <p>Every reading of a graph is one exhaustive {@code switch} over this interface.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
public sealed interface Op {

    /** The weights it reads, in a fixed order. */
    @JsonIgnore
    default List<Weight> weights() {
        return switch (this) {
            case Parameter parameter -> List.of(parameter.weight());
            case Conv2d conv ->
                Stream.concat(Stream.of(conv.kernel()), conv.bias().stream()).toList();
            case ConvTranspose2d conv ->
                Stream.concat(Stream.of(conv.kernel()), conv.bias().stream()).toList();
            case PRelu prelu -> List.of(prelu.slope());
            case BatchNorm norm ->
                Stream.of(Stream.of(norm.mean(), norm.variance()), norm.scale().stream(), norm.shift().stream())
                        .flatMap(part -> part)
                        .toList();
            case Input i -> List.of();
            case Noise n -> List.of();
            case Constant c -> List.of();
            case Zeros z -> List.of();
            case Normalize n -> List.of();
            case Activation a -> List.of();
            case MaxPool p -> List.of();
            case MaxUnpool p -> List.of();
            case AvgPool p -> List.of();
            case GlobalAvgPool p -> List.of();
            case Resize r -> List.of();
            case Add a -> List.of();
            case Multiply m -> List.of();
            case Scale s -> List.of();
            case Concat c -> List.of();
            case Slice s -> List.of();
            case ChannelShuffle s -> List.of();
            case MatMul m -> List.of();
            case Softmax s -> List.of();
            case Log l -> List.of();
            case Reshape r -> List.of();
            case OneHot o -> List.of();
            case Mix m -> List.of();
        };
    }

    /** A value that the caller feeds under the node's name. No inputs. Images are [N, 3, H, W], raw RGB, 0..255. */
    @JsonTypeName("input")
    record Input(Type type) implements Op {}

    /** Random numbers that the engine feeds under the node's name. No inputs. */
    @JsonTypeName("noise")
    record Noise(Type type, Distribution distribution) implements Op {}

    /** Fixed numbers, row-major. No inputs; gives a tensor of {@code shape}. */
    @JsonTypeName("constant")
    record Constant(List<Integer> shape, List<Double> values) implements Op {
        public Constant {
            shape = List.copyOf(shape);
            values = List.copyOf(values);
            if (Weight.elements(shape) != values.size()) {
                throw new IllegalArgumentException(
                        Text.format("constant of shape %s with %d values", shape, values.size()));
            }
        }
    }

    /** Zeros of any type, in place of a value that has no inputs left. No inputs. */
    @JsonTypeName("zeros")
    record Zeros(Type type) implements Op {}

    /**
     * A weight as a value: architecture parameters, learned matrices. No inputs; gives a tensor of the weight's shape.
     */
    @JsonTypeName("parameter")
    record Parameter(Weight weight) implements Op {}

    /**
     * {@code (x - mean) / deviation}, per channel: from raw RGB to what the network expects. One input; keeps the type.
     */
    @JsonTypeName("normalize")
    record Normalize(List<Double> mean, List<Double> deviation) implements Op {
        public Normalize {
            mean = List.copyOf(mean);
            deviation = List.copyOf(deviation);
            if (mean.size() != deviation.size() || deviation.stream().anyMatch(d -> !(d > 0))) {
                throw new IllegalArgumentException(Text.format(
                        "normalize: mean %s and deviation %s must be of equal length, deviations positive",
                        mean, deviation));
            }
        }
    }

    /**
     * Convolution. One input, [N, C, h, w]; gives [N, out, ceil(h / stride), ceil(w / stride)], for any kernel and
     * dilation.
     *
     * @param kernel [out, C / groups, kernel height, kernel width]
     * @param bias [out]
     */
    @JsonTypeName("conv2d")
    record Conv2d(Weight kernel, Optional<Weight> bias, int stride, int dilation, int groups, Padding padding)
            implements Op {
        public Conv2d {
            if (kernel.shape().size() != 4) {
                throw new IllegalArgumentException("kernel of shape " + kernel.shape()
                        + "; expected [out, in / groups, kernel height, kernel width]");
            }
            requirePositive("stride", stride);
            requirePositive("dilation", dilation);
            requirePositive("groups", groups);
            padding.requireFits(kernel.shape().get(2), dilation);
            padding.requireFits(kernel.shape().get(3), dilation);
        }

        /** Number of output channels. */
        @JsonIgnore
        public int outChannels() {
            return kernel.shape().get(0);
        }

        /** Number of input channels that each output channel reads. */
        @JsonIgnore
        public int inChannelsPerGroup() {
            return kernel.shape().get(1);
        }

        /** Rows of the kernel. */
        @JsonIgnore
        public int kernelHeight() {
            return kernel.shape().get(2);
        }

        /** Columns of the kernel. */
        @JsonIgnore
        public int kernelWidth() {
            return kernel.shape().get(3);
        }
    }

    /**
     * Transposed convolution: the gradient of a {@link Conv2d} with this kernel, stride and padding with respect to its
     * input. One input, features at stride s; gives the map that such a convolution would have read, features at
     * {@code s / stride}, also of odd sizes.
     *
     * @param kernel [in, out, kernel height, kernel width]
     * @param bias [out]
     */
    @JsonTypeName("conv-transpose2d")
    record ConvTranspose2d(Weight kernel, Optional<Weight> bias, int stride, Padding padding) implements Op {
        public ConvTranspose2d {
            if (kernel.shape().size() != 4) {
                throw new IllegalArgumentException(
                        "kernel of shape " + kernel.shape() + "; expected [in, out, kernel height, kernel width]");
            }
            requirePositive("stride", stride);
            padding.requireFits(kernel.shape().get(2), 1);
            padding.requireFits(kernel.shape().get(3), 1);
        }

        /** Number of input channels. */
        @JsonIgnore
        public int inChannels() {
            return kernel.shape().get(0);
        }

        /** Number of output channels. */
        @JsonIgnore
        public int outChannels() {
            return kernel.shape().get(1);
        }

        /** Rows of the kernel. */
        @JsonIgnore
        public int kernelHeight() {
            return kernel.shape().get(2);
        }

        /** Columns of the kernel. */
        @JsonIgnore
        public int kernelWidth() {
            return kernel.shape().get(3);
        }
    }

    /**
     * Batch normalisation, per channel: {@code (x - mean) / sqrt(variance + epsilon) * scale + shift}. One input; keeps
     * the type. With BATCH it uses the statistics of the current batch, and the engine updates the named ones once per
     * step.
     *
     * @param mean running mean, [C], of role STATISTICS
     * @param variance running variance, [C], of role STATISTICS
     * @param momentum share of the batch's statistics in the updated ones, in (0, 1]; a decay of 0.9997 is a momentum
     *     of 0.0003
     */
    @JsonTypeName("batch-norm")
    record BatchNorm(
            Weight mean,
            Weight variance,
            Optional<Weight> scale,
            Optional<Weight> shift,
            double epsilon,
            double momentum,
            Statistics statistics)
            implements Op {
        public BatchNorm {
            if (!(epsilon > 0) || !(momentum > 0 && momentum <= 1)) {
                throw new IllegalArgumentException("batch normalisation with epsilon " + epsilon + " and momentum "
                        + momentum + "; allowed: epsilon more than 0, momentum more than 0 and at most 1");
            }
        }

        /** Which statistics a normalisation uses. */
        public enum Statistics {
            /** Those of the current batch. */
            BATCH,
            /** The stored, running ones. */
            RUNNING
        }

        /** The same normalisation over other statistics. */
        public BatchNorm using(Statistics other) {
            return new BatchNorm(mean, variance, scale, shift, epsilon, momentum, other);
        }
    }

    /** A function of each value alone. One input; keeps the type. */
    @JsonTypeName("activation")
    record Activation(Function function) implements Op {
        /** The functions. */
        public enum Function {
            /** max(x, 0). */
            RELU,
            /** min(max(x, 0), 6). */
            RELU6,
            /** 1 / (1 + exp(-x)). */
            SIGMOID,
            /** x * min(max(x + 3, 0), 6) / 6 (MobileNetV3). */
            HARD_SWISH
        }
    }

    /**
     * A ReLU that lets a learned share of negative values through: {@code max(x, 0) + slope * min(x, 0)} (He et al.,
     * ICCV 2015). One input, features or pooled; keeps the type.
     *
     * @param slope [1] for all channels alike, or [C]
     */
    @JsonTypeName("prelu")
    record PRelu(Weight slope) implements Op {}

    /**
     * Largest value of a window; padding is ignored. One input, [N, C, h, w]; gives [N, C, ceil(h / stride), ceil(w /
     * stride)].
     */
    @JsonTypeName("max-pool")
    record MaxPool(int kernel, int stride, Padding padding) implements Op {
        public MaxPool {
            requirePositive("stride", stride);
            padding.requireFits(kernel, 1);
        }
    }

    /**
     * Unpooling for a max pool with adjacent windows: kernel and stride equal, {@link Padding#SAME}. Two inputs of
     * equal channels: values, features at {@code s * stride}, and the map that was pooled, features at s. Gives
     * features at s: each value where the largest of its window was, zeros elsewhere; of equal values the first in
     * row-major order counts. No gradient flows into the pooled map.
     */
    @JsonTypeName("max-unpool")
    record MaxUnpool(int stride) implements Op {
        public MaxUnpool {
            requirePositive("stride", stride);
        }

        /** The max pool that it reverses. */
        public MaxPool pool() {
            return new MaxPool(stride, stride, Padding.SAME);
        }
    }

    /**
     * Mean of a window; padding is not counted. One input, [N, C, h, w]; gives [N, C, ceil(h / stride), ceil(w /
     * stride)].
     */
    @JsonTypeName("avg-pool")
    record AvgPool(int kernel, int stride, Padding padding) implements Op {
        public AvgPool {
            requirePositive("stride", stride);
            padding.requireFits(kernel, 1);
        }
    }

    /** Mean over all positions. One input, [N, C, h, w]; gives [N, C, 1, 1]. */
    @JsonTypeName("global-avg-pool")
    record GlobalAvgPool() implements Op {}

    /**
     * Bilinear resize to the size at a stride of the input image, ceil(H / stride) by ceil(W / stride). One input,
     * features or pooled; gives features at {@code stride}.
     *
     * @param alignCorners whether corner positions map onto each other, else half-pixel centres do
     */
    @JsonTypeName("resize")
    record Resize(int stride, boolean alignCorners) implements Op {
        public Resize {
            requirePositive("stride", stride);
        }
    }

    /** Sum of one or more inputs of one type. */
    @JsonTypeName("add")
    record Add() implements Op {}

    /**
     * Product. Two inputs; keeps the first's type. The second has the same type, or one channel, or is pooled (a gate,
     * a mask), or is a tensor [1] (a single factor).
     */
    @JsonTypeName("multiply")
    record Multiply() implements Op {}

    /** Product with a fixed factor. One input; keeps the type. */
    @JsonTypeName("scale")
    record Scale(double factor) implements Op {}

    /**
     * Join along the channels (feature maps of one stride, or pooled values) or the first axis (tensors). One or more
     * inputs.
     */
    @JsonTypeName("concat")
    record Concat() implements Op {}

    /** The channels (or, of a tensor, the places of the first axis) in [from, to). One input. */
    @JsonTypeName("slice")
    record Slice(int from, int to) implements Op {
        public Slice {
            if (from < 0 || from >= to) {
                throw new IllegalArgumentException(Text.format("slice [%d, %d) is empty or starts below 0", from, to));
            }
        }
    }

    /** Channel (g, i) of {@code groups} x C / groups moves to (i, g) (ShuffleNet). One input; keeps the type. */
    @JsonTypeName("channel-shuffle")
    record ChannelShuffle(int groups) implements Op {
        public ChannelShuffle {
            requirePositive("groups", groups);
        }
    }

    /**
     * Matrix product of two tensors, [a, b] by [b, c] giving [a, c].
     *
     * @param transposeSecond whether the second input is given as [c, b]
     */
    @JsonTypeName("mat-mul")
    record MatMul(boolean transposeSecond) implements Op {}

    /**
     * Softmax over the last axis of a tensor, or over the channels of a pooled value or feature map. One input; keeps
     * the type.
     */
    @JsonTypeName("softmax")
    record Softmax() implements Op {}

    /** Natural logarithm of each value. One input; keeps the type. */
    @JsonTypeName("log")
    record Log() implements Op {}

    /** The same numbers in another shape, row-major. One input, a tensor of as many. */
    @JsonTypeName("reshape")
    record Reshape(List<Integer> shape) implements Op {
        public Reshape {
            shape = List.copyOf(shape);
            shape.forEach(length -> requirePositive("reshape", length));
        }
    }

    /**
     * 1 at the largest value of a tensor's last axis (of equal values, the first), else 0. One input, a tensor; keeps
     * the type. The gradient passes as if it were the identity (the straight-through estimator, Bengio et al., arXiv
     * 1308.3432): gradients pass through a sampled choice. Inference draws nothing and uses the input instead
     * ({@link org.espalier.pass.ForInference}).
     */
    @JsonTypeName("one-hot")
    record OneHot() implements Op {}

    /**
     * Weighted sum, the only searchable operation. Inputs: n values of one type, then their weights, a tensor [n] or,
     * with one set of weights per image, pooled [N, n, 1, 1]; gives {@code sum of weight_i * value_i}. Where a weight
     * of a tensor [n] is exactly 0, its value need not be computed, and neither gets a gradient.
     */
    @JsonTypeName("mix")
    record Mix() implements Op {}

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + ": " + value + "; allowed: at least 1");
        }
    }
}
