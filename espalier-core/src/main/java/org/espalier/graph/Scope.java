package org.espalier.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.graph.Op.Activation.Function;

/**
 * A named part of a graph under construction. Nodes and weights made here are named after it, so a candidate operation,
 * a cell or a head is a plain function of a scope and its input values.
 *
 * <pre>{@code
 * GraphBuilder builder = new GraphBuilder();
 * Scope stem = builder.scope("stem");
 * Value x = stem.relu(stem.normalize(stem.conv(builder.image(), 64, 3, 2)));
 * builder.output("logits", x);
 * Graph graph = builder.build();
 * }</pre>
 */
public final class Scope {

    private final GraphBuilder builder;
    private final String path;
    private final String weightPath;
    private final Style style;

    Scope(GraphBuilder builder, String path, String weightPath, Style style) {
        this.builder = builder;
        this.path = path;
        this.weightPath = weightPath;
        this.style = style;
    }

    /** The scope {@code name} inside this one. */
    public Scope child(String name) {
        return new Scope(builder, join(path, name), join(weightPath, name), style);
    }

    /**
     * A scope with its own nodes that shares this scope's weights: to apply the same function with the same weights
     * twice.
     */
    public Scope variant(String name) {
        return new Scope(builder, join(path, name), weightPath, style);
    }

    /** The same scope in another style. */
    public Scope styled(Style other) {
        return new Scope(builder, path, weightPath, other);
    }

    /** How convolutions and normalisations are built here. */
    public Style style() {
        return style;
    }

    /** Full name of this scope, its parts separated by dots. */
    public String path() {
        return path;
    }

    /** Dense k x k convolution without bias. */
    public Value conv(Value x, int channels, int kernel, int stride) {
        return conv(x, channels, kernel, stride, 1);
    }

    /** Dense k x k convolution without bias, dilated. */
    public Value conv(Value x, int channels, int kernel, int stride, int dilation) {
        return convolve("conv", x, channels, kernel, stride, dilation, 1, false);
    }

    /** 1 x 1 convolution without bias. */
    public Value pointwise(Value x, int channels) {
        return convolve("pointwise", x, channels, 1, 1, 1, 1, false);
    }

    /** k x k convolution of each channel alone, without bias. */
    public Value depthwise(Value x, int kernel, int stride, int dilation) {
        return convolve("depthwise", x, x.channels(), kernel, stride, dilation, x.channels(), false);
    }

    /** 1 x 1 convolution with bias: a classifier. */
    public Value classifier(Value x, int classes) {
        return convolve("classifier", x, classes, 1, 1, 1, 1, true);
    }

    /**
     * Convolution with all its options. The kernel is named after the node, with {@code .weight} (and {@code .bias})
     * added.
     */
    public Value convolve(
            String name, Value x, int channels, int kernel, int stride, int dilation, int groups, boolean biased) {
        String node = builder.unusedName(join(path, name));
        Weight weight = kernel(node, channels, x.channels() / groups, kernel, kernel);
        Optional<Weight> bias = biased
                ? Optional.of(
                        new Weight.Named(weightName(node, "bias"), List.of(channels), Role.BIAS, Initializer.ZEROS))
                : Optional.empty();
        return builder.add(node, new Op.Conv2d(weight, bias, stride, dilation, groups, style.padding()), x);
    }

    /** Dense convolution with a kernel of {@code rows x columns}, without bias. */
    public Value convOblong(Value x, int channels, int rows, int columns) {
        String node = builder.unusedName(join(path, "conv"));
        Weight weight = kernel(node, channels, x.channels(), rows, columns);
        return builder.add(node, new Op.Conv2d(weight, Optional.empty(), 1, 1, 1, style.padding()), x);
    }

    /** Transposed k x k convolution without bias: the map grows by {@code stride}. */
    public Value convTranspose(Value x, int channels, int kernel, int stride) {
        String node = builder.unusedName(join(path, "conv_transpose"));
        Weight weight = kernel(node, x.channels(), channels, kernel, kernel);
        return builder.add(node, new Op.ConvTranspose2d(weight, Optional.empty(), stride, style.padding()), x);
    }

    /** Batch normalisation in this scope's style, over the statistics of the batch. */
    public Value normalize(Value x) {
        String node = builder.unusedName(join(path, "norm"));
        List<Integer> shape = List.of(x.channels());
        Weight scale = new Weight.Named(weightName(node, "scale"), shape, Role.SCALE, Initializer.ONES);
        Weight shift = new Weight.Named(weightName(node, "shift"), shape, Role.BIAS, Initializer.ZEROS);
        return builder.add(
                node,
                new Op.BatchNorm(
                        new Weight.Named(weightName(node, "mean"), shape, Role.STATISTICS, Initializer.ZEROS),
                        new Weight.Named(weightName(node, "variance"), shape, Role.STATISTICS, Initializer.ONES),
                        style.affine() ? Optional.of(scale) : Optional.empty(),
                        style.affine() ? Optional.of(shift) : Optional.empty(),
                        style.epsilon(),
                        style.momentum(),
                        Op.BatchNorm.Statistics.BATCH),
                x);
    }

    /** max(x, 0). */
    public Value relu(Value x) {
        return add("relu", new Op.Activation(Function.RELU), x);
    }

    /** ReLU with a learned slope for negative values, one for all channels, 0.25 at the start. */
    public Value prelu(Value x) {
        String node = builder.unusedName(join(path, "prelu"));
        Weight slope =
                new Weight.Named(weightName(node, "slope"), List.of(1), Role.SCALE, new Initializer.Constant(0.25));
        return builder.add(node, new Op.PRelu(slope), x);
    }

    /** A function of each value alone. */
    public Value activate(Value x, Function function) {
        return add(function.name().toLowerCase(java.util.Locale.ROOT), new Op.Activation(function), x);
    }

    /** Largest value of each k x k window. */
    public Value maxPool(Value x, int kernel, int stride) {
        return add("max_pool", new Op.MaxPool(kernel, stride, style.padding()), x);
    }

    /**
     * Max unpooling: puts each value where the maximum of its window was in {@code pooled}, the input of the max pool.
     */
    public Value maxUnpool(Value x, Value pooled, int stride) {
        return add("max_unpool", new Op.MaxUnpool(stride), x, pooled);
    }

    /** Mean of each k x k window; padding is not counted. */
    public Value avgPool(Value x, int kernel, int stride) {
        return add("avg_pool", new Op.AvgPool(kernel, stride, style.padding()), x);
    }

    /** Mean over all positions: [N, C, 1, 1]. */
    public Value globalAvgPool(Value x) {
        return add("global_avg_pool", new Op.GlobalAvgPool(), x);
    }

    /** Bilinear resize to an output stride, corners aligned; the value itself if it has that stride. */
    public Value resize(Value x, int stride) {
        if (x.type() instanceof Type.Features features && features.stride() == stride) {
            return x;
        }
        return add("resize", new Op.Resize(stride, true), x);
    }

    /** Sum of values of one type; of one value, the value itself. */
    public Value sum(List<Value> values) {
        return values.size() == 1 ? values.getFirst() : add("sum", new Op.Add(), values.toArray(Value[]::new));
    }

    /** Join along the channels (or a tensor's first axis); of one value, the value itself. */
    public Value concat(List<Value> values) {
        return values.size() == 1 ? values.getFirst() : add("concat", new Op.Concat(), values.toArray(Value[]::new));
    }

    /** The channels (or elements of a tensor's first axis) in [from, to); the value itself if that is all of it. */
    public Value slice(Value x, int from, int to) {
        return from == 0 && to == x.channels() ? x : add("slice", new Op.Slice(from, to), x);
    }

    /** Product; see {@link Op.Multiply} for what the second may be. */
    public Value multiply(Value x, Value factor) {
        return add("multiply", new Op.Multiply(), x, factor);
    }

    /** Softmax over a tensor's last axis, or over channels. */
    public Value softmax(Value x) {
        return add("softmax", new Op.Softmax(), x);
    }

    /** Weighted sum of values of one type; {@code weights} is a tensor [n] or pooled [N, n, 1, 1]. */
    public Value mix(List<Value> values, Value weights) {
        List<Value> inputs = new ArrayList<>(values);
        inputs.add(weights);
        return add("mix", new Op.Mix(), inputs.toArray(Value[]::new));
    }

    /** A weight as a value, under its own name. */
    public Value parameter(Weight.Named weight) {
        return builder.shared(weight.name(), new Op.Parameter(weight));
    }

    /** A vector of fixed numbers. */
    public Value constant(double... values) {
        return add(
                "constant",
                new Op.Constant(
                        List.of(values.length), Arrays.stream(values).boxed().toList()));
    }

    /** Dropout of single values: a product with a noise input of the same type. */
    public Value dropout(Value x, double keep) {
        return keep == 1 ? x : masked(x, new Op.Noise(x.type(), new Distribution.Dropout(keep)));
    }

    /** Dropout of whole channels, separately for each image (Tompson et al., CVPR 2015). */
    public Value spatialDropout(Value x, double keep) {
        return keep == 1 ? x : masked(x, new Op.Noise(new Type.Pooled(x.channels()), new Distribution.Dropout(keep)));
    }

    /** Zeros like a value, with another number of channels. */
    public Value zerosLike(Value x, int channels) {
        return add("zeros", new Op.Zeros(TypeRule.withChannels(x.type(), channels)));
    }

    /** Drop-path: drops the whole value, separately for each image, more often as training proceeds. */
    public Value dropPath(Value x, double keep) {
        return keep == 1 ? x : masked(x, new Op.Noise(new Type.Pooled(1), new Distribution.ScheduledDropout(keep)));
    }

    private Value masked(Value x, Op.Noise noise) {
        return multiply(x, add("noise", noise));
    }

    /** Any operation, as a node {@code name} of this scope; a number is added to the name where it is taken. */
    public Value add(String name, Op op, Value... inputs) {
        return builder.add(builder.unusedName(join(path, name)), op, inputs);
    }

    private Weight kernel(String node, Integer... shape) {
        return new Weight.Named(weightName(node, "weight"), List.of(shape), Role.KERNEL, style.kernels());
    }

    /** A weight has its node's name, with the path of the weights in place of the path of the nodes. */
    private String weightName(String node, String weight) {
        String local = path.isEmpty() ? node : node.substring(path.length() + 1);
        return join(join(weightPath, local), weight);
    }

    private static String join(String place, String name) {
        return place.isEmpty() ? name : place + "." + name;
    }
}
