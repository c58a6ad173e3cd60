package org.espalier.deploy.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Type;
import org.espalier.graph.Weight;
import org.espalier.text.Text;

/** Writes each operation as one or a few ONNX nodes (operator set 17). */
final class OpWriter {

    private final Graph graph;
    private final OnnxGraph onnx;
    private final Sizes sizes;
    private final WeightValues values;
    private final Map<Weight, String> stored = new HashMap<>();

    OpWriter(Graph graph, OnnxGraph onnx, Sizes sizes, WeightValues values) {
        this.graph = graph;
        this.onnx = onnx;
        this.sizes = sizes;
        this.values = values;
    }

    /**
     * Writes one node.
     *
     * @param result the requested name of its value
     * @param x names of the values that it reads
     * @return the actual name of its value; a different one for a stored weight
     */
    String write(Node node, String result, List<String> x) {
        return switch (node.op()) {
            case Op.Input i -> result;
            case Op.Noise n -> throw refused(node, "draws noise");
            case Op.Constant constant -> onnx.floats(result, constant.shape(), floats(constant.values()));
            case Op.Zeros zeros -> onnx.add("ConstantOfShape", result, List.of(sizes.shape(zeros.type())));
            case Op.Parameter parameter -> stored(parameter.weight(), result);
            case Op.Normalize normalize -> normalize(node, normalize, result, x);
            case Op.Conv2d conv -> convolve(node, conv, result, x);
            case Op.ConvTranspose2d conv -> convolveBack(node, conv, result, x);
            case Op.BatchNorm norm -> batchNorm(node, norm, result, x);
            case Op.Activation activation -> activate(activation.function(), result, x);
            case Op.PRelu prelu -> prelu(prelu, result, x);
            case Op.MaxPool pool -> maxPool(pool, List.of(result), x, input(node));
            case Op.MaxUnpool unpool -> unpool(node, unpool, result, x);
            case Op.AvgPool pool ->
                pool(
                        "AveragePool",
                        Window.of(pool),
                        input(node),
                        List.of(result),
                        x,
                        Attributes.of("count_include_pad", 0));
            case Op.GlobalAvgPool p -> onnx.add("GlobalAveragePool", result, x);
            case Op.Resize resize -> resize(node, resize, result, x);
            case Op.Add a -> sum(result, x);
            case Op.Multiply m -> onnx.add("Mul", result, x);
            case Op.Scale scale -> onnx.add("Mul", result, List.of(x.getFirst(), number(scale.factor(), result)));
            case Op.Concat c -> onnx.add("Concat", result, x, channelAxis(node));
            case Op.Slice slice ->
                onnx.add(
                        "Slice",
                        result,
                        List.of(
                                x.getFirst(),
                                onnx.indexes(List.of(slice.from())),
                                onnx.indexes(List.of(slice.to())),
                                onnx.indexes(List.of(axis(node)))));
            case Op.ChannelShuffle shuffle ->
                onnx.add(
                        "Gather",
                        result,
                        List.of(x.getFirst(), onnx.indexes(shuffled(input(node).channels(), shuffle.groups()))),
                        channelAxis(node));
            case Op.MatMul product ->
                product.transposeSecond()
                        ? onnx.add("Gemm", result, x, Attributes.of("transB", 1))
                        : onnx.add("MatMul", result, x);
            case Op.Softmax s ->
                onnx.add("Softmax", result, x, Attributes.of("axis", input(node) instanceof Type.Tensor ? -1 : 1));
            case Op.Log l -> onnx.add("Log", result, x);
            case Op.Reshape reshape ->
                onnx.add("Reshape", result, List.of(x.getFirst(), onnx.indexes(reshape.shape())));
            case Op.OneHot o -> throw refused(node, "makes a sample one-hot");
            case Op.Mix m -> mix(result, x, graph.type(node.inputs().getLast()));
        };
    }

    private String normalize(Node node, Op.Normalize normalize, String result, List<String> x) {
        int axes = input(node) instanceof Type.Tensor(List<Integer> dimensions) ? dimensions.size() : 3;
        List<Integer> shape = new ArrayList<>(Collections.nCopies(axes, 1));
        shape.set(0, normalize.mean().size());
        String mean = onnx.floats(onnx.unused(result + "/mean"), shape, floats(normalize.mean()));
        String deviation = onnx.floats(onnx.unused(result + "/deviation"), shape, floats(normalize.deviation()));
        String centred = onnx.add("Sub", onnx.unused(result + "/centred"), List.of(x.getFirst(), mean));
        return onnx.add("Div", result, List.of(centred, deviation));
    }

    private String convolve(Node node, Op.Conv2d conv, String result, List<String> x) {
        Window window = Window.of(conv);
        List<String> inputs = new ArrayList<>();
        inputs.add(sizes.padded(x.getFirst(), window, input(node)));
        inputs.add(stored(conv.kernel(), result + ".kernel"));
        conv.bias().ifPresent(bias -> inputs.add(stored(bias, result + ".bias")));
        return onnx.add(
                "Conv",
                result,
                inputs,
                Attributes.of("kernel_shape", List.of(window.rows(), window.columns())),
                Attributes.of("strides", List.of(window.stride(), window.stride())),
                Attributes.of("dilations", List.of(window.dilation(), window.dilation())),
                Attributes.of("group", conv.groups()),
                sizes.padding(window, input(node)));
    }

    private String convolveBack(Node node, Op.ConvTranspose2d conv, String result, List<String> x) {
        Window window = Window.of(conv);
        Type.Features out = (Type.Features) graph.type(node.name());
        List<String> inputs = new ArrayList<>();
        inputs.add(x.getFirst());
        inputs.add(stored(conv.kernel(), result + ".kernel"));
        conv.bias().ifPresent(bias -> inputs.add(stored(bias, result + ".bias")));
        List<AttributeProto> attributes = new ArrayList<>(sizes.growth(window, out));
        attributes.add(Attributes.of("kernel_shape", List.of(window.rows(), window.columns())));
        attributes.add(Attributes.of("strides", List.of(window.stride(), window.stride())));
        String name = sizes.areFixed() ? result : onnx.unused(result + "/whole");
        onnx.add("ConvTranspose", name, inputs, attributes.toArray(AttributeProto[]::new));
        return sizes.areFixed() ? name : sizes.cut(name, window, out, result);
    }

    private String prelu(Op.PRelu prelu, String result, List<String> x) {
        List<Integer> perChannel = List.of(prelu.slope().shape().getFirst(), 1, 1);
        String slope = onnx.floats(onnx.unused(result + ".slope"), perChannel, values.of(prelu.slope()));
        return onnx.add("PRelu", result, List.of(x.getFirst(), slope));
    }

    /** A second pool of the same map gives the positions of the maxima; kernel 1, because the sizes are given. */
    private String unpool(Node node, Op.MaxUnpool unpool, String result, List<String> x) {
        Type pooled = graph.type(node.inputs().get(1));
        List<String> pair = List.of(onnx.unused(result + "/largest"), onnx.unused(result + "/places"));
        maxPool(unpool.pool(), pair, List.of(x.get(1)), pooled);
        return onnx.add(
                "MaxUnpool",
                result,
                List.of(x.getFirst(), pair.get(1), sizes.shape(pooled)),
                Attributes.of("kernel_shape", List.of(1, 1)),
                Attributes.of("strides", List.of(unpool.stride(), unpool.stride())));
    }

    private String maxPool(Op.MaxPool pool, List<String> results, List<String> x, Type input) {
        return pool("MaxPool", Window.of(pool), input, results, x);
    }

    private String pool(
            String operator, Window window, Type input, List<String> results, List<String> x, AttributeProto... more) {
        List<AttributeProto> attributes = new ArrayList<>(List.of(more));
        attributes.add(Attributes.of("kernel_shape", List.of(window.rows(), window.columns())));
        attributes.add(Attributes.of("strides", List.of(window.stride(), window.stride())));
        attributes.add(sizes.padding(window, input));
        return onnx.add(operator, results, x, attributes.toArray(AttributeProto[]::new))
                .getFirst();
    }

    private String batchNorm(Node node, Op.BatchNorm norm, String result, List<String> x) {
        if (norm.statistics() == Op.BatchNorm.Statistics.BATCH) {
            throw refused(node, "normalises by the statistics of the batch");
        }
        List<Integer> shape = norm.mean().shape();
        List<String> inputs = List.of(
                x.getFirst(),
                norm.scale()
                        .map(scale -> stored(scale, result + ".scale"))
                        .orElseGet(() -> onnx.floats(onnx.unused(result + "/scale"), shape, same(1, shape.getFirst()))),
                norm.shift()
                        .map(shift -> stored(shift, result + ".shift"))
                        .orElseGet(() -> onnx.floats(onnx.unused(result + "/shift"), shape, same(0, shape.getFirst()))),
                stored(norm.mean(), result + ".mean"),
                stored(norm.variance(), result + ".variance"));
        return onnx.add("BatchNormalization", result, inputs, Attributes.of("epsilon", norm.epsilon()));
    }

    private String activate(Op.Activation.Function function, String result, List<String> x) {
        return switch (function) {
            case RELU -> onnx.add("Relu", result, x);
            case RELU6 -> onnx.add("Clip", result, List.of(x.getFirst(), number(0, result), number(6, result)));
            case SIGMOID -> onnx.add("Sigmoid", result, x);
            case HARD_SWISH -> onnx.add("HardSwish", result, x);
        };
    }

    /**
     * Linear, edges repeated; with half pixels exactly as libtorch without its corner alignment, for sizes of 1 too.
     */
    private String resize(Node node, Op.Resize resize, String result, List<String> x) {
        return onnx.add(
                "Resize",
                result,
                List.of(x.getFirst(), "", "", sizes.shape(graph.type(node.name()))),
                Attributes.of("mode", "linear"),
                Attributes.of(
                        "coordinate_transformation_mode", resize.alignCorners() ? "align_corners" : "half_pixel"));
    }

    private String sum(String result, List<String> x) {
        return onnx.add(x.size() == 2 ? "Add" : "Sum", result, x);
    }

    private String mix(String result, List<String> x, Type weights) {
        List<String> mixed = x.subList(0, x.size() - 1);
        List<String> names =
                mixed.stream().map(one -> onnx.unused(result + "/weight")).toList();
        int axis = weights instanceof Type.Tensor ? 0 : 1;
        List<String> parts = mixed.size() == 1
                ? List.of(x.getLast())
                : onnx.add("Split", names, List.of(x.getLast()), Attributes.of("axis", axis));
        return sum(
                result,
                IntStream.range(0, mixed.size())
                        .mapToObj(i ->
                                onnx.add("Mul", onnx.unused(result + "/part"), List.of(mixed.get(i), parts.get(i))))
                        .toList());
    }

    /** Stores a weight's values once, under its own name or, if it has none, under the given one. */
    private String stored(Weight weight, String otherwise) {
        return stored.computeIfAbsent(weight, wanted -> {
            String name = wanted instanceof Weight.Named named ? named.name() : otherwise;
            return onnx.floats(onnx.unused(name), wanted.shape(), values.of(wanted));
        });
    }

    private String number(double value, String result) {
        return onnx.floats(onnx.unused(result + "/number"), List.of(), (float) value);
    }

    private Type input(Node node) {
        return graph.type(node.inputs().getFirst());
    }

    private int axis(Node node) {
        return input(node) instanceof Type.Tensor ? 0 : 1;
    }

    private AttributeProto channelAxis(Node node) {
        return Attributes.of("axis", axis(node));
    }

    /** For each position after the shuffle, the channel that moves there. */
    private static List<Integer> shuffled(int channels, int groups) {
        int each = channels / groups;
        return IntStream.range(0, channels)
                .map(place -> place % groups * each + place / groups)
                .boxed()
                .toList();
    }

    private static float[] floats(List<Double> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return floats;
    }

    private static float[] same(float value, int length) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }

    private static IllegalArgumentException refused(Node node, String why) {
        return new IllegalArgumentException(Text.format(
                "node %s %s, which exported models cannot do; apply the pass for-inference first", node.name(), why));
    }
}
