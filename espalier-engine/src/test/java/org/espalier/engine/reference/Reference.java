package org.espalier.engine.reference;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.espalier.engine.input.Feed;
import org.espalier.engine.input.Inputs;
import org.espalier.engine.input.NoiseSource;
import org.espalier.engine.input.Sources;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Type;
import org.espalier.graph.Weight;
import org.espalier.schedule.Moment;

/** Executes a graph in plain Java and double precision, written from the definitions of the operations. */
public final class Reference {

    private final Graph graph;
    private final Inputs inputs;
    private final NoiseSource noise;
    private final Moment moment;
    private final ReferenceWeights weights;
    private final Map<String, ReferenceArray> values = new HashMap<>();

    private Reference(Graph graph, Sources sources, Function<String, double[]> weights) {
        this.graph = graph;
        this.inputs = sources.inputs();
        this.noise = sources.noise();
        this.moment = sources.moment();
        this.weights = new ReferenceWeights(weights);
    }

    /** Runs all nodes. */
    public static Reference run(Graph graph, Sources sources, Function<String, double[]> weights) {
        Reference reference = new Reference(graph, sources, weights);
        graph.nodes().forEach(node -> reference.values.put(node.name(), reference.of(node)));
        return reference;
    }

    /** The value of a node. */
    public ReferenceArray value(String node) {
        return Objects.requireNonNull(values.get(node), node);
    }

    private ReferenceArray of(Node node) {
        List<ReferenceArray> in = node.inputs().stream().map(this::value).toList();
        Type type = graph.type(node.name());
        List<Integer> shape = type.shape(inputs.extent());
        return switch (node.op()) {
            case Op.Input i -> new ReferenceArray(shape, fed(node.name()));
            case Op.Noise n -> new ReferenceArray(shape, drawn(node.name(), n, (int) Weight.elements(shape)));
            case Op.Constant constant ->
                new ReferenceArray(
                        shape, constant.values().stream().mapToDouble(v -> v).toArray());
            case Op.Zeros z -> ReferenceArray.zeros(shape);
            case Op.Parameter parameter -> weights.of(parameter.weight());
            case Op.Normalize normalize -> normalized(type, normalize, in.getFirst());
            case Op.Conv2d conv ->
                ReferenceWindows.convolve(
                        conv,
                        in.getFirst(),
                        weights.of(conv.kernel()),
                        conv.bias().map(weights::of));
            case Op.ConvTranspose2d conv ->
                ReferenceWindows.convolveTransposed(
                        conv,
                        shape,
                        in.getFirst(),
                        weights.of(conv.kernel()),
                        conv.bias().map(weights::of));
            case Op.BatchNorm norm -> normalized(norm, in.getFirst());
            case Op.Activation activation -> in.getFirst().map(x -> activated(activation.function(), x));
            case Op.PRelu prelu ->
                sloped(in.getFirst(), weights.of(prelu.slope()).values());
            case Op.MaxPool pool -> ReferenceWindows.maximum(pool, in.getFirst());
            case Op.MaxUnpool unpool -> ReferenceWindows.unpooled(unpool, in.get(0), in.get(1));
            case Op.AvgPool pool -> ReferenceWindows.mean(pool, in.getFirst());
            case Op.GlobalAvgPool p -> ReferenceArray.of(shape, (n, c, y, x) -> mean(in.getFirst(), n, n + 1, c));
            case Op.Resize resize ->
                ReferenceWindows.resize(in.getFirst(), shape.get(2), shape.get(3), resize.alignCorners());
            case Op.Add a -> sum(shape, in, (value, place) -> 1);
            case Op.Multiply m -> product(type, in.get(0), in.get(1));
            case Op.Scale scale -> in.getFirst().map(x -> x * scale.factor());
            case Op.Concat c -> joined(type, shape, in);
            case Op.Slice slice -> sliced(type, shape, in.getFirst(), slice.from());
            case Op.ChannelShuffle shuffle -> shuffled(type, in.getFirst(), shuffle.groups());
            case Op.MatMul product -> matrixProduct(product, shape, in.get(0), in.get(1));
            case Op.Softmax s -> softmax(type, in.getFirst());
            case Op.Log l -> in.getFirst().map(Math::log);
            case Op.Reshape r -> new ReferenceArray(shape, in.getFirst().values());
            case Op.OneHot o -> oneHot(in.getFirst());
            case Op.Mix m -> mixed(shape, in);
        };
    }

    private double[] fed(String name) {
        return switch (inputs.get(name)) {
            case Feed.Numbers numbers -> numbers.values();
            case Feed.Floats floats ->
                IntStream.range(0, floats.values().length)
                        .mapToDouble(place -> floats.values()[place])
                        .toArray();
            case Feed.Image image -> {
                List<Integer> shape = new Type.Features(3, 1).shape(inputs.extent());
                yield ReferenceArray.of(
                                shape,
                                (n, c, y, x) ->
                                        image.values()[((n * shape.get(2) + y) * shape.get(3) + x) * 3 + c] & 0xFF)
                        .values();
            }
            case Feed.Labels l -> throw new IllegalArgumentException(name);
        };
    }

    private double[] drawn(String name, Op.Noise op, int count) {
        float[] drawn = noise.values(name, op.distribution(), moment, count);
        double[] wide = new double[count];
        Arrays.setAll(wide, place -> drawn[place]);
        return wide;
    }

    private static ReferenceArray oneHot(ReferenceArray x) {
        int length = x.shape().getLast();
        double[] values = new double[x.values().length];
        for (int row = 0; row < values.length; row += length) {
            int largest = row;
            for (int place = row; place < row + length; place++) {
                largest = x.values()[place] > x.values()[largest] ? place : largest;
            }
            values[largest] = 1;
        }
        return new ReferenceArray(x.shape(), values);
    }

    private ReferenceArray normalized(Op.BatchNorm norm, ReferenceArray x) {
        int images = x.length(0);
        double[] means = weights.of(norm.mean()).values().clone();
        double[] variances = weights.of(norm.variance()).values().clone();
        if (norm.statistics() == Op.BatchNorm.Statistics.BATCH) {
            Arrays.setAll(means, c -> mean(x, 0, images, c));
            Arrays.setAll(variances, c -> {
                double mean = means[c];
                return mean(x.map(value -> (value - mean) * (value - mean)), 0, images, c);
            });
        }
        return ReferenceArray.of(x.shape(), (n, c, row, column) -> {
            double scale = norm.scale().map(s -> weights.of(s).values()[c]).orElse(1.0);
            double shift = norm.shift().map(s -> weights.of(s).values()[c]).orElse(0.0);
            return (x.at(n, c, row, column) - means[c]) / Math.sqrt(variances[c] + norm.epsilon()) * scale + shift;
        });
    }

    private static ReferenceArray normalized(Type type, Op.Normalize op, ReferenceArray x) {
        int channels = type.channels();
        int each = x.values().length / channels / (type instanceof Type.Tensor ? 1 : x.length(0));
        double[] values = x.values().clone();
        Arrays.setAll(values, place -> {
            int channel = place / each % channels;
            return (x.values()[place] - op.mean().get(channel)) / op.deviation().get(channel);
        });
        return new ReferenceArray(x.shape(), values);
    }

    public static double mean(ReferenceArray x, int fromImage, int toImage, int channel) {
        double sum = 0;
        for (int n = fromImage; n < toImage; n++) {
            for (int row = 0; row < x.length(2); row++) {
                for (int column = 0; column < x.length(3); column++) {
                    sum += x.at(n, channel, row, column);
                }
            }
        }
        return sum / ((toImage - fromImage) * x.length(2) * x.length(3));
    }

    private static double activated(Op.Activation.Function function, double x) {
        return switch (function) {
            case RELU -> Math.max(x, 0);
            case RELU6 -> Math.min(Math.max(x, 0), 6);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case HARD_SWISH -> x * Math.min(Math.max(x + 3, 0), 6) / 6;
        };
    }

    private static ReferenceArray sloped(ReferenceArray x, double[] slopes) {
        return ReferenceArray.of(x.shape(), (n, c, row, column) -> {
            double value = x.at(n, c, row, column);
            return value > 0 ? value : value * slopes[c % slopes.length];
        });
    }

    private interface Weighting {
        double of(int value, int place);
    }

    private static ReferenceArray sum(List<Integer> shape, List<ReferenceArray> in, Weighting weighting) {
        ReferenceArray sum = ReferenceArray.zeros(shape);
        for (int value = 0; value < in.size(); value++) {
            for (int place = 0; place < sum.values().length; place++) {
                sum.values()[place] +=
                        weighting.of(value, place) * in.get(value).values()[place];
            }
        }
        return sum;
    }

    private static ReferenceArray mixed(List<Integer> shape, List<ReferenceArray> in) {
        int count = in.size() - 1;
        ReferenceArray weights = in.getLast();
        int perImage = (int) Weight.elements(shape.subList(1, shape.size()));
        boolean oneSetAnImage = weights.shape().size() > 1;
        return sum(
                shape,
                in.subList(0, count),
                (value, place) -> weights.values()[(oneSetAnImage ? place / perImage * count : 0) + value]);
    }

    private static ReferenceArray product(Type type, ReferenceArray x, ReferenceArray factor) {
        if (factor.values().length == 1) {
            return x.map(value -> value * factor.values()[0]);
        }
        if (type instanceof Type.Tensor) {
            double[] values = x.values().clone();
            Arrays.setAll(values, place -> x.values()[place] * factor.values()[place]);
            return new ReferenceArray(x.shape(), values);
        }
        return ReferenceArray.of(
                x.shape(), (n, c, row, column) -> x.at(n, c, row, column) * factor.broadcastAt(n, c, row, column));
    }

    private static ReferenceArray joined(Type type, List<Integer> shape, List<ReferenceArray> in) {
        if (type instanceof Type.Tensor) {
            double[] all = in.stream()
                    .flatMapToDouble(part -> Arrays.stream(part.values()))
                    .toArray();
            return new ReferenceArray(shape, all);
        }
        return ReferenceArray.of(shape, (n, c, y, x) -> {
            int channel = c;
            for (ReferenceArray part : in) {
                if (channel < part.length(1)) {
                    return part.at(n, channel, y, x);
                }
                channel -= part.length(1);
            }
            throw new AssertionError(c);
        });
    }

    private static ReferenceArray sliced(Type type, List<Integer> shape, ReferenceArray x, int from) {
        if (type instanceof Type.Tensor) {
            int each = x.values().length / x.length(0);
            int length = (int) Weight.elements(shape);
            return new ReferenceArray(shape, Arrays.copyOfRange(x.values(), from * each, from * each + length));
        }
        return ReferenceArray.of(shape, (n, c, row, column) -> x.at(n, c + from, row, column));
    }

    private static ReferenceArray shuffled(Type type, ReferenceArray x, int groups) {
        int inGroup = type.channels() / groups;
        if (type instanceof Type.Tensor) {
            int each = x.values().length / x.length(0);
            double[] values = new double[x.values().length];
            Arrays.setAll(values, place -> {
                int channel = place / each;
                return x.values()[(channel % groups * inGroup + channel / groups) * each + place % each];
            });
            return new ReferenceArray(x.shape(), values);
        }
        return ReferenceArray.of(
                x.shape(), (n, c, row, column) -> x.at(n, c % groups * inGroup + c / groups, row, column));
    }

    private static ReferenceArray matrixProduct(Op.MatMul op, List<Integer> shape, ReferenceArray a, ReferenceArray b) {
        int inner = a.length(1);
        double[] values = new double[shape.get(0) * shape.get(1)];
        for (int row = 0; row < shape.get(0); row++) {
            for (int column = 0; column < shape.get(1); column++) {
                for (int k = 0; k < inner; k++) {
                    double second = b.values()[op.transposeSecond() ? column * inner + k : k * shape.get(1) + column];
                    values[row * shape.get(1) + column] += a.values()[row * inner + k] * second;
                }
            }
        }
        return new ReferenceArray(shape, values);
    }

    private static ReferenceArray softmax(Type type, ReferenceArray x) {
        ReferenceArray powers = x.map(Math::exp);
        if (type instanceof Type.Tensor) {
            int last = x.shape().getLast();
            double[] values = powers.values().clone();
            for (int place = 0; place < values.length; place++) {
                int row = place / last * last;
                values[place] /= Arrays.stream(powers.values(), row, row + last).sum();
            }
            return new ReferenceArray(x.shape(), values);
        }
        return ReferenceArray.of(x.shape(), (n, c, row, column) -> {
            double sum = 0;
            for (int channel = 0; channel < x.length(1); channel++) {
                sum += powers.at(n, channel, row, column);
            }
            return powers.at(n, c, row, column) / sum;
        });
    }
}
