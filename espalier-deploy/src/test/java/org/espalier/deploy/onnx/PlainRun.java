package org.espalier.deploy.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Padding;
import org.espalier.graph.Type;
import org.espalier.graph.Weight;

/**
 * Runs a graph value by value, straight from the operations' definitions, in float64: slow and plain, to compare with.
 */
final class PlainRun {

    private final Graph graph;
    private final Extent extent;
    private final Function<Weight.Named, float[]> weights;
    private final List<Grid> done = new ArrayList<>();

    /** Values [n, c, h, w]; tensors lie in the last axes. */
    private record Grid(int n, int c, int h, int w, double[] values) {
        static Grid of(List<Integer> shape, double[] values) {
            int[] axes = {1, 1, 1, 1};
            for (int i = 0; i < shape.size(); i++) {
                axes[4 - shape.size() + i] = shape.get(i);
            }
            return new Grid(axes[0], axes[1], axes[2], axes[3], values);
        }

        double get(int in, int ic, int ih, int iw) {
            return values[((in * c + ic) * h + ih) * w + iw];
        }

        /** The value at a position; axes of length 1 are broadcast. */
        double broadcast(int in, int ic, int ih, int iw) {
            return get(n == 1 ? 0 : in, c == 1 ? 0 : ic, h == 1 ? 0 : ih, w == 1 ? 0 : iw);
        }

        boolean has(int ih, int iw) {
            return ih >= 0 && ih < h && iw >= 0 && iw < w;
        }
    }

    private interface At {
        double value(int n, int c, int h, int w);
    }

    private PlainRun(Graph graph, Extent extent, Function<Weight.Named, float[]> weights, Map<String, float[]> inputs) {
        this.graph = graph;
        this.extent = extent;
        this.weights = weights;
        for (Node node : graph.nodes()) {
            done.add(run(node, inputs));
        }
    }

    /** The values of all outputs. */
    static Map<String, double[]> outputs(
            Graph graph, Extent extent, Function<Weight.Named, float[]> weights, Map<String, float[]> inputs) {
        PlainRun run = new PlainRun(graph, extent, weights, inputs);
        Map<String, double[]> outputs = new HashMap<>();
        graph.outputs()
                .forEach((output, node) ->
                        outputs.put(output, run.done.get(graph.index(node)).values()));
        return outputs;
    }

    private Grid run(Node node, Map<String, float[]> inputs) {
        Grid shape = empty(graph.type(node.name()));
        List<Grid> x = node.inputs().stream().map(graph::index).map(done::get).toList();
        return switch (node.op()) {
            case Op.Input i ->
                new Grid(shape.n, shape.c, shape.h, shape.w, doubles(Objects.requireNonNull(inputs.get(node.name()))));
            case Op.Noise n -> throw new IllegalArgumentException("noise");
            case Op.Constant constant ->
                Grid.of(
                        constant.shape(),
                        constant.values().stream().mapToDouble(d -> d).toArray());
            case Op.Zeros z -> shape;
            case Op.Parameter p -> Grid.of(p.weight().shape(), weight(p.weight()));
            case Op.Normalize norm ->
                fill(
                        shape,
                        (n, c, h, w) -> (x.get(0).get(n, c, h, w) - norm.mean().get(c))
                                / norm.deviation().get(c));
            case Op.Conv2d conv -> convolve(conv, x.get(0), shape);
            case Op.ConvTranspose2d conv -> convolveBack(conv, x.get(0), shape);
            case Op.BatchNorm norm -> normalize(norm, x.get(0), shape);
            case Op.Activation activation -> {
                DoubleUnaryOperator f = function(activation.function());
                yield fill(shape, (n, c, h, w) -> f.applyAsDouble(x.get(0).get(n, c, h, w)));
            }
            case Op.PRelu prelu -> {
                double[] slope = weight(prelu.slope());
                yield fill(shape, (n, c, h, w) -> {
                    double value = x.get(0).get(n, c, h, w);
                    return value > 0 ? value : value * slope[c % slope.length];
                });
            }
            case Op.MaxUnpool unpool -> unpool(x.get(0), x.get(1), unpool.stride(), shape);
            case Op.MaxPool p -> pool(x.get(0), shape, p.kernel(), p.stride(), p.padding(), true);
            case Op.AvgPool p -> pool(x.get(0), shape, p.kernel(), p.stride(), p.padding(), false);
            case Op.GlobalAvgPool p -> fill(shape, (n, c, h, w) -> mean(x.get(0), n, c));
            case Op.Resize resize -> resize(x.get(0), shape, resize.alignCorners());
            case Op.Add a ->
                fill(
                        shape,
                        (n, c, h, w) -> x.stream()
                                .mapToDouble(one -> one.get(n, c, h, w))
                                .sum());
            case Op.Multiply m ->
                fill(shape, (n, c, h, w) -> x.get(0).get(n, c, h, w) * x.get(1).broadcast(n, c, h, w));
            case Op.Scale scale -> fill(shape, (n, c, h, w) -> x.get(0).get(n, c, h, w) * scale.factor());
            case Op.Concat c -> join(x, node, shape);
            case Op.Slice slice -> {
                Grid from = byChannel(x.getFirst(), node.inputs().getFirst());
                fill(byChannel(shape, node.name()), (n, c, h, w) -> from.get(n, c + slice.from(), h, w));
                yield shape;
            }
            case Op.ChannelShuffle shuffle -> {
                Grid from = byChannel(x.getFirst(), node.name());
                Grid to = byChannel(shape, node.name());
                int each = to.c / shuffle.groups();
                for (int group = 0; group < shuffle.groups(); group++) {
                    for (int i = 0; i < each; i++) {
                        copyChannel(from, group * each + i, to, i * shuffle.groups() + group);
                    }
                }
                yield shape;
            }
            case Op.MatMul product ->
                fill(
                        shape,
                        (n, c, h, w) -> IntStream.range(0, x.get(0).w)
                                .mapToDouble(k -> x.get(0).get(0, 0, h, k)
                                        * (product.transposeSecond()
                                                ? x.get(1).get(0, 0, w, k)
                                                : x.get(1).get(0, 0, k, w)))
                                .sum());
            case Op.Softmax s -> softmax(x.get(0), shape, graph.type(node.name()) instanceof Type.Tensor);
            case Op.Log l -> fill(shape, (n, c, h, w) -> Math.log(x.get(0).get(n, c, h, w)));
            case Op.Reshape r -> Grid.of(r.shape(), x.getFirst().values());
            case Op.OneHot o -> throw new IllegalArgumentException(node.name() + " is not for exported models");
            case Op.Mix m -> {
                Grid factors = x.getLast();
                boolean pooled = graph.type(node.inputs().getLast()) instanceof Type.Pooled;
                yield fill(
                        shape,
                        (n, c, h, w) -> IntStream.range(0, x.size() - 1)
                                .mapToDouble(i -> x.get(i).get(n, c, h, w)
                                        * (pooled ? factors.get(n, i, 0, 0) : factors.get(0, 0, 0, i)))
                                .sum());
            }
        };
    }

    private static DoubleUnaryOperator function(Op.Activation.Function function) {
        return switch (function) {
            case RELU -> x -> Math.max(x, 0);
            case RELU6 -> x -> Math.min(Math.max(x, 0), 6);
            case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
            case HARD_SWISH -> x -> x * Math.min(Math.max(x + 3, 0), 6) / 6;
        };
    }

    private Grid convolve(Op.Conv2d conv, Grid x, Grid shape) {
        double[] kernel = weight(conv.kernel());
        double[] bias = conv.bias().map(this::weight).orElseGet(() -> new double[shape.c]);
        int each = conv.inChannelsPerGroup();
        int rows = conv.kernelHeight();
        int columns = conv.kernelWidth();
        int top =
                conv.padding().amount(x.h, rows, conv.stride(), conv.dilation()).before();
        int left = conv.padding()
                .amount(x.w, columns, conv.stride(), conv.dilation())
                .before();
        return fill(shape, (n, c, h, w) -> {
            double sum = bias[c];
            int group = c / (shape.c / conv.groups());
            for (int i = 0; i < each; i++) {
                for (int a = 0; a < rows; a++) {
                    for (int b = 0; b < columns; b++) {
                        int ih = h * conv.stride() - top + a * conv.dilation();
                        int iw = w * conv.stride() - left + b * conv.dilation();
                        if (x.has(ih, iw)) {
                            sum += x.get(n, group * each + i, ih, iw)
                                    * kernel[((c * each + i) * rows + a) * columns + b];
                        }
                    }
                }
            }
            return sum;
        });
    }

    /** A value is added to every position that the convolution's window at its position covers. */
    private Grid convolveBack(Op.ConvTranspose2d conv, Grid x, Grid shape) {
        double[] kernel = weight(conv.kernel());
        int rows = conv.kernelHeight();
        int columns = conv.kernelWidth();
        int top = conv.padding().amount(shape.h, rows, conv.stride(), 1).before();
        int left = conv.padding().amount(shape.w, columns, conv.stride(), 1).before();
        double[] bias = conv.bias().map(this::weight).orElseGet(() -> new double[shape.c]);
        fill(shape, (n, c, h, w) -> bias[c]);
        for (int i = 0; i < x.values.length; i++) {
            int w = i % x.w;
            int h = i / x.w % x.h;
            int from = i / x.w / x.h % x.c;
            int n = i / x.w / x.h / x.c;
            for (int k = 0; k < shape.c * rows * columns; k++) {
                int to = k / columns / rows;
                int oh = h * conv.stride() - top + k / columns % rows;
                int ow = w * conv.stride() - left + k % columns;
                if (shape.has(oh, ow)) {
                    shape.values[((n * shape.c + to) * shape.h + oh) * shape.w + ow] +=
                            x.values[i] * kernel[from * shape.c * rows * columns + k];
                }
            }
        }
        return shape;
    }

    /** Ties go to the first position of a window. */
    private static Grid unpool(Grid x, Grid pooled, int stride, Grid shape) {
        int top = Padding.SAME.amount(pooled.h, stride, stride, 1).before();
        int left = Padding.SAME.amount(pooled.w, stride, stride, 1).before();
        return fill(shape, (n, c, h, w) -> {
            int ih = (h + top) / stride;
            int iw = (w + left) / stride;
            double value = pooled.get(n, c, h, w);
            for (int i = 0; i < stride * stride; i++) {
                int oh = ih * stride - top + i / stride;
                int ow = iw * stride - left + i % stride;
                boolean before = oh < h || oh == h && ow < w;
                if (pooled.has(oh, ow)
                        && (pooled.get(n, c, oh, ow) > value || before && pooled.get(n, c, oh, ow) == value)) {
                    return 0;
                }
            }
            return x.get(n, c, ih, iw);
        });
    }

    private Grid normalize(Op.BatchNorm norm, Grid x, Grid shape) {
        double[] mean = weight(norm.mean());
        double[] variance = weight(norm.variance());
        double[] scale = norm.scale().map(this::weight).orElseGet(() -> ones(shape.c));
        double[] shift = norm.shift().map(this::weight).orElseGet(() -> new double[shape.c]);
        return fill(
                shape,
                (n, c, h, w) ->
                        (x.get(n, c, h, w) - mean[c]) / Math.sqrt(variance[c] + norm.epsilon()) * scale[c] + shift[c]);
    }

    private static Grid pool(Grid x, Grid shape, int kernel, int stride, Padding padding, boolean largest) {
        int top = padding.amount(x.h, kernel, stride, 1).before();
        int left = padding.amount(x.w, kernel, stride, 1).before();
        return fill(shape, (n, c, h, w) -> {
            double max = Double.NEGATIVE_INFINITY;
            double sum = 0;
            int count = 0;
            for (int ih = h * stride - top; ih < h * stride - top + kernel; ih++) {
                for (int iw = w * stride - left; iw < w * stride - left + kernel; iw++) {
                    if (x.has(ih, iw)) {
                        max = Math.max(max, x.get(n, c, ih, iw));
                        sum += x.get(n, c, ih, iw);
                        count++;
                    }
                }
            }
            return largest ? max : sum / count;
        });
    }

    private static double mean(Grid x, int n, int c) {
        return IntStream.range(0, x.h * x.w)
                .mapToDouble(i -> x.get(n, c, i / x.w, i % x.w))
                .average()
                .orElseThrow();
    }

    /** As libtorch defines it: half-pixel positions below 0 count as 0, and the last row stands for all after it. */
    private static Grid resize(Grid x, Grid shape, boolean alignCorners) {
        return fill(shape, (n, c, h, w) -> {
            double ih = source(h, x.h, shape.h, alignCorners);
            double iw = source(w, x.w, shape.w, alignCorners);
            int top = (int) ih;
            int left = (int) iw;
            int bottom = Math.min(top + 1, x.h - 1);
            int right = Math.min(left + 1, x.w - 1);
            double down = ih - top;
            double across = iw - left;
            return (1 - down) * ((1 - across) * x.get(n, c, top, left) + across * x.get(n, c, top, right))
                    + down * ((1 - across) * x.get(n, c, bottom, left) + across * x.get(n, c, bottom, right));
        });
    }

    private static double source(int place, int from, int to, boolean alignCorners) {
        if (alignCorners) {
            return to == 1 ? 0 : place * (from - 1) / (double) (to - 1);
        }
        return Math.clamp((place + 0.5) * from / to - 0.5, 0, from - 1);
    }

    private Grid join(List<Grid> parts, Node node, Grid shape) {
        Grid to = byChannel(shape, node.name());
        int filled = 0;
        for (int i = 0; i < parts.size(); i++) {
            Grid part = byChannel(parts.get(i), node.inputs().get(i));
            for (int c = 0; c < part.c; c++) {
                copyChannel(part, c, to, filled++);
            }
        }
        return shape;
    }

    /** The same values with a tensor's first axis as the channels. */
    private Grid byChannel(Grid grid, String node) {
        return graph.type(node) instanceof Type.Tensor(List<Integer> dimensions)
                ? new Grid(1, dimensions.getFirst(), 1, grid.values.length / dimensions.getFirst(), grid.values)
                : grid;
    }

    private static void copyChannel(Grid from, int channel, Grid to, int target) {
        int area = to.h * to.w;
        for (int n = 0; n < to.n; n++) {
            System.arraycopy(from.values, (n * from.c + channel) * area, to.values, (n * to.c + target) * area, area);
        }
    }

    private static Grid softmax(Grid x, Grid shape, boolean lastAxis) {
        return fill(shape, (n, c, h, w) -> {
            double sum = IntStream.range(0, lastAxis ? x.w : x.c)
                    .mapToDouble(i -> Math.exp(lastAxis ? x.get(n, c, h, i) : x.get(n, i, h, w)))
                    .sum();
            return Math.exp(x.get(n, c, h, w)) / sum;
        });
    }

    private double[] weight(Weight weight) {
        return switch (weight) {
            case Weight.Named named -> doubles(weights.apply(named));
            case Weight.Slice slice -> {
                List<Integer> shape = slice.of().shape();
                double[] whole = weight(slice.of());
                long inner = Weight.elements(shape.subList(slice.axis() + 1, shape.size()));
                yield IntStream.range(0, whole.length)
                        .filter(i -> {
                            long place = i / inner % shape.get(slice.axis());
                            return place >= slice.from() && place < slice.to();
                        })
                        .mapToDouble(i -> whole[i])
                        .toArray();
            }
            case Weight.Stack stack ->
                stack.parts().stream()
                        .flatMapToDouble(part -> Arrays.stream(weight(part)))
                        .toArray();
            case Weight.FoldedKernel f -> throw new IllegalArgumentException("compare with the graph before folding");
            case Weight.FoldedBias f -> throw new IllegalArgumentException("compare with the graph before folding");
        };
    }

    private Grid empty(Type type) {
        return Grid.of(type.shape(extent), new double[Math.toIntExact(type.elements(extent))]);
    }

    private static Grid fill(Grid grid, At at) {
        int i = 0;
        for (int n = 0; n < grid.n; n++) {
            for (int c = 0; c < grid.c; c++) {
                for (int h = 0; h < grid.h; h++) {
                    for (int w = 0; w < grid.w; w++) {
                        grid.values[i++] = at.value(n, c, h, w);
                    }
                }
            }
        }
        return grid;
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
