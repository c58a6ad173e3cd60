package org.espalier.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.espalier.graph.Type.Features;
import org.espalier.graph.Type.Pooled;
import org.espalier.graph.Type.Tensor;
import org.espalier.text.Text;

/** Type inference: the type of a node's result from the types of its inputs, or why there is none. */
final class TypeRule {

    private final Node node;
    private final List<Type> inputs;

    private TypeRule(Node node, List<Type> inputs) {
        this.node = node;
        this.inputs = inputs;
    }

    /**
     * The type that {@code node} gives.
     *
     * @throws InvalidGraph with the node's name, what it got and what it needs
     */
    static Type typeOf(Node node, List<Type> inputs) {
        return new TypeRule(node, inputs).type();
    }

    private Type type() {
        return switch (node.op()) {
            case Op.Input input -> source(input.type());
            case Op.Noise noise -> source(noise.type());
            case Op.Constant constant -> source(new Tensor(constant.shape()));
            case Op.Zeros zeros -> source(zeros.type());
            case Op.Parameter parameter -> source(new Tensor(parameter.weight().shape()));
            case Op.Normalize normalize -> channels(single(), normalize.mean().size());
            case Op.Conv2d conv -> convolved(conv);
            case Op.ConvTranspose2d conv -> transposed(conv);
            case Op.BatchNorm norm -> normalized(norm);
            case Op.Activation a -> single();
            case Op.PRelu prelu -> sloped(prelu);
            case Op.MaxPool pool -> strided(pool.stride());
            case Op.MaxUnpool unpool -> unpooled(unpool.stride());
            case Op.AvgPool pool -> strided(pool.stride());
            case Op.GlobalAvgPool p -> new Pooled(features().channels());
            case Op.Resize resize -> {
                require(!(single() instanceof Tensor), "needs features or a pooled value");
                yield new Features(single().channels(), resize.stride());
            }
            case Op.Add a -> same(inputs);
            case Op.Multiply m -> multiplied();
            case Op.Scale s -> single();
            case Op.Concat c -> joined();
            case Op.Slice slice -> {
                require(slice.to() <= single().channels(), () -> "slice up to " + slice.to());
                yield withChannels(single(), slice.to() - slice.from());
            }
            case Op.ChannelShuffle shuffle -> {
                require(
                        single().channels() % shuffle.groups() == 0,
                        () -> shuffle.groups() + " groups must divide the channels");
                yield single();
            }
            case Op.MatMul product -> product(product.transposeSecond());
            case Op.Softmax s -> single();
            case Op.Log l -> single();
            case Op.Reshape reshape -> reshaped(new Tensor(reshape.shape()));
            case Op.OneHot o -> {
                require(single() instanceof Tensor, "needs a tensor");
                yield single();
            }
            case Op.Mix m -> mixed();
        };
    }

    private Type source(Type type) {
        count(0);
        return type;
    }

    private Type single() {
        count(1);
        return inputs.getFirst();
    }

    private Features features() {
        if (single() instanceof Features features) {
            return features;
        }
        throw refused("needs features [N, C, h, w]");
    }

    private Type convolved(Op.Conv2d conv) {
        Type x = single();
        require(!(x instanceof Tensor), "needs features or a pooled value");
        int expected = conv.inChannelsPerGroup() * conv.groups();
        require(
                x.channels() == expected,
                () -> Text.format(
                        "its kernel %s with %d groups needs %d channels",
                        conv.kernel().shape(), conv.groups(), expected));
        require(
                conv.outChannels() % conv.groups() == 0,
                () -> "groups must divide the output channels of "
                        + conv.kernel().shape());
        conv.bias().ifPresent(bias -> requireVector("bias", bias, conv.outChannels()));
        return switch (x) {
            case Features f -> new Features(conv.outChannels(), f.stride() * conv.stride());
            case Pooled p -> {
                require(
                        conv.kernelHeight() == 1 && conv.kernelWidth() == 1 && conv.stride() == 1,
                        "a pooled value takes 1x1 convolutions of stride 1 only");
                yield new Pooled(conv.outChannels());
            }
            case Tensor t -> throw new AssertionError(t);
        };
    }

    private Type transposed(Op.ConvTranspose2d conv) {
        Features x = features();
        require(
                x.channels() == conv.inChannels(),
                () -> Text.format(
                        "its kernel %s needs %d channels", conv.kernel().shape(), conv.inChannels()));
        require(x.stride() % conv.stride() == 0, () -> "its stride " + conv.stride() + " must divide the input's");
        conv.bias().ifPresent(bias -> requireVector("bias", bias, conv.outChannels()));
        return new Features(conv.outChannels(), x.stride() / conv.stride());
    }

    private Type sloped(Op.PRelu prelu) {
        Type x = single();
        require(!(x instanceof Tensor), "needs features or a pooled value");
        requireVector("slope", prelu.slope(), prelu.slope().elements() == 1 ? 1 : x.channels());
        return x;
    }

    private Type unpooled(int stride) {
        count(2);
        require(
                inputs.get(1) instanceof Features pooled
                        && inputs.get(0).equals(new Features(pooled.channels(), pooled.stride() * stride)),
                () -> Text.format(
                        "needs values at %d times the stride of the map that was pooled, and as many channels",
                        stride));
        return inputs.get(1);
    }

    private Type normalized(Op.BatchNorm norm) {
        Type x = single();
        require(!(x instanceof Tensor), "needs features or a pooled value");
        requireVector("mean", norm.mean(), x.channels());
        requireVector("variance", norm.variance(), x.channels());
        norm.scale().ifPresent(scale -> requireVector("scale", scale, x.channels()));
        norm.shift().ifPresent(shift -> requireVector("shift", shift, x.channels()));
        return x;
    }

    private Type strided(int stride) {
        Features x = features();
        return new Features(x.channels(), x.stride() * stride);
    }

    private Type channels(Type type, int channels) {
        require(type.channels() == channels, () -> "needs " + channels + " channels");
        return type;
    }

    private Type same(List<Type> types) {
        require(!types.isEmpty(), "needs at least one input");
        require(types.stream().allMatch(types.getFirst()::equals), "its inputs must be of one type");
        return types.getFirst();
    }

    private Type multiplied() {
        count(2);
        Type x = inputs.get(0);
        Type factor = inputs.get(1);
        boolean fits = factor.equals(x)
                || factor.equals(Tensor.vector(1))
                || !(x instanceof Tensor)
                        && factor instanceof Pooled(int channels)
                        && (channels == 1 || channels == x.channels())
                || x instanceof Features f && factor.equals(new Features(1, f.stride()));
        require(
                fits,
                "its second input must be of the first's type, or have one channel, or be pooled, or be a tensor [1]");
        return x;
    }

    private Type joined() {
        int total = inputs.stream().mapToInt(Type::channels).sum();
        require(!inputs.isEmpty(), "needs at least one input");
        Type first = withChannels(inputs.getFirst(), 1);
        require(
                inputs.stream().allMatch(type -> withChannels(type, 1).equals(first)),
                "its inputs may differ in the channels only");
        return withChannels(first, total);
    }

    private Type reshaped(Tensor to) {
        require(
                single() instanceof Tensor(List<Integer> from)
                        && Weight.elements(from) == Weight.elements(to.dimensions()),
                () -> "needs a tensor of as many values as " + to.dimensions());
        return to;
    }

    private Type product(boolean transposeSecond) {
        count(2);
        if (inputs.get(0) instanceof Tensor(List<Integer> a)
                && inputs.get(1) instanceof Tensor(List<Integer> b)
                && a.size() == 2
                && b.size() == 2) {
            int inner = b.get(transposeSecond ? 1 : 0);
            require(a.get(1) == inner, "the inner lengths differ");
            return new Tensor(List.of(a.get(0), b.get(transposeSecond ? 0 : 1)));
        }
        throw refused("needs two matrices");
    }

    private Type mixed() {
        require(inputs.size() >= 2, "needs at least one value, and their weights as the last input");
        int values = inputs.size() - 1;
        Type weights = inputs.getLast();
        require(
                weights.equals(Tensor.vector(values)) || weights.equals(new Pooled(values)),
                () -> Text.format(
                        "its last input must be the %d values' weights: a tensor [%d] or pooled", values, values));
        Type mixed = same(inputs.subList(0, values));
        require(
                !(mixed instanceof Tensor && weights instanceof Pooled),
                "tensors have no image axis, so their weights cannot differ between images");
        return mixed;
    }

    /** The same type with another number of channels. */
    static Type withChannels(Type type, int channels) {
        return switch (type) {
            case Features f -> new Features(channels, f.stride());
            case Pooled p -> new Pooled(channels);
            case Tensor t -> {
                List<Integer> dimensions = new ArrayList<>(t.dimensions());
                dimensions.set(0, channels);
                yield new Tensor(dimensions);
            }
        };
    }

    private void count(int expected) {
        require(inputs.size() == expected, () -> "needs " + expected + (expected == 1 ? " input" : " inputs"));
    }

    private void requireVector(String what, Weight weight, int length) {
        require(
                weight.shape().equals(List.of(length)),
                () -> Text.format("its %s is of shape %s and must be [%d]", what, weight.shape(), length));
    }

    private void require(boolean condition, String need) {
        require(condition, () -> need);
    }

    private void require(boolean condition, Supplier<String> need) {
        if (!condition) {
            throw refused(need.get());
        }
    }

    private InvalidGraph refused(String need) {
        return new InvalidGraph(Text.format(
                "node %s (%s): %s; got %s from %s",
                node.name(), node.op().getClass().getSimpleName(), need, inputs, node.inputs()));
    }
}
