package org.espalier.latency;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Type;

/**
 * The reading "latency": the key under which a node is timed. What costs nothing when a network is used has none:
 *
 * <ul>
 *   <li>inputs, noise, constants, zeros, parameters, and whatever is a tensor: the same for every image, so the runtime computes it once, when
 *       it loads the model;
 *   <li>a normalisation that reads a convolution: the export folds it into the convolution's kernel;
 *   <li>a product with a dropout mask: the export drops it;
 *   <li>a Mix whose weights are not known yet: a decision that will have been made, and then one branch stands in its place.
 * </ul>
 *
 * <p>A key depends on the node and what it reads alone, never on who reads it: that makes sums over decided and undecided networks agree
 * exactly. A runtime does look further and runs an activation or a sum within the convolution before it; {@link LatencyModel} allows for that.
 */
public final class LatencyKeys {

    private LatencyKeys() {}

    /**
     * The key of every node, in canonical order.
     *
     * @param graph a network as it is exported ({@link org.espalier.pass.Passes#FOR_EXPORT}), or any graph that is to be priced node by node
     * @param extent one image
     */
    public static List<Optional<LatencyKey>> of(Graph graph, Extent extent) {
        if (extent.batch() != 1) {
            throw new IllegalArgumentException("latency is that of one image; got a batch of " + extent.batch());
        }
        return IntStream.range(0, graph.nodes().size())
                .mapToObj(index -> of(graph, index, extent))
                .toList();
    }

    private static Optional<LatencyKey> of(Graph graph, int index, Extent extent) {
        Node node = graph.nodes().get(index);
        Type out = graph.type(index);
        if (out instanceof Type.Tensor || node.inputs().isEmpty()) {
            return Optional.empty();
        }
        List<Type> inputs = node.inputs().stream().map(graph::type).toList();
        Type first = inputs.getFirst();
        return operation(graph, node, inputs, extent)
                .map(operation -> new LatencyKey(
                        operation,
                        node.op() instanceof Op.Concat ? out.channels() : first.channels(),
                        out.channels(),
                        side(first, extent, 2),
                        side(first, extent, 3),
                        stride(node.op())));
    }

    private static Optional<String> operation(Graph graph, Node node, List<Type> inputs, Extent extent) {
        return switch (node.op()) {
            case Op.Input i -> Optional.empty();
            case Op.Noise n -> Optional.empty();
            case Op.Constant c -> Optional.empty();
            case Op.Zeros z -> Optional.empty();
            case Op.Parameter p -> Optional.empty();
            case Op.Normalize n -> Optional.of("normalize");
            case Op.Conv2d conv -> Optional.of(convolution(conv));
            case Op.BatchNorm b ->
                reads(graph, node, 0, Op.Conv2d.class) ? Optional.empty() : Optional.of("batch_norm");
            case Op.Activation a -> Optional.of(a.function().name().toLowerCase(Locale.ROOT));
            case Op.MaxPool p -> Optional.of("max_pool_" + sides(p.kernel(), p.kernel()));
            case Op.AvgPool p -> Optional.of("avg_pool_" + sides(p.kernel(), p.kernel()));
            case Op.GlobalAvgPool p -> Optional.of("global_avg_pool");
            case Op.Resize r -> Optional.of(resize(r, extent));
            case Op.Add a -> Optional.of("add_" + inputs.size());
            case Op.Multiply m ->
                reads(graph, node, 1, Op.Noise.class) ? Optional.empty() : Optional.of(product(inputs));
            case Op.Scale s -> Optional.of("scale");
            case Op.Concat c -> Optional.of("concat_" + parts(inputs));
            case Op.Slice s -> Optional.of("slice");
            case Op.ChannelShuffle s -> Optional.of("channel_shuffle_g" + s.groups());
            case Op.MatMul m -> Optional.of("mat_mul");
            case Op.Softmax s -> Optional.of("softmax");
            case Op.Log l -> Optional.of("log");
            case Op.Mix m -> isOpen(graph, node, inputs) ? Optional.empty() : Optional.of("mix_" + (inputs.size() - 1));
        };
    }

    private static int stride(Op op) {
        return switch (op) {
            case Op.Conv2d conv -> conv.stride();
            case Op.MaxPool pool -> pool.stride();
            case Op.AvgPool pool -> pool.stride();
            case Op.Input i -> 1;
            case Op.Noise n -> 1;
            case Op.Constant c -> 1;
            case Op.Zeros z -> 1;
            case Op.Parameter p -> 1;
            case Op.Normalize n -> 1;
            case Op.BatchNorm b -> 1;
            case Op.Activation a -> 1;
            case Op.GlobalAvgPool p -> 1;
            case Op.Resize r -> 1;
            case Op.Add a -> 1;
            case Op.Multiply m -> 1;
            case Op.Scale s -> 1;
            case Op.Concat c -> 1;
            case Op.Slice s -> 1;
            case Op.ChannelShuffle s -> 1;
            case Op.MatMul m -> 1;
            case Op.Softmax s -> 1;
            case Op.Log l -> 1;
            case Op.Mix m -> 1;
        };
    }

    /** {@code conv_3x3}, {@code depthwise_5x5_d2}, {@code conv_3x3_g4}: kernel, gaps and groups. */
    private static String convolution(Op.Conv2d conv) {
        boolean depthwise = conv.groups() > 1 && conv.inChannelsPerGroup() == 1 && conv.outChannels() == conv.groups();
        return (depthwise ? "depthwise_" : "conv_")
                + sides(conv.kernelHeight(), conv.kernelWidth())
                + (conv.dilation() > 1 ? "_d" + conv.dilation() : "")
                + (conv.groups() > 1 && !depthwise ? "_g" + conv.groups() : "");
    }

    private static String resize(Op.Resize resize, Extent extent) {
        return (resize.alignCorners() ? "resize_aligned_to_" : "resize_to_")
                + sides(extent.heightAt(resize.stride()), extent.widthAt(resize.stride()));
    }

    private static String product(List<Type> inputs) {
        Type second = inputs.get(1);
        if (second instanceof Type.Tensor) {
            return "multiply_by_number";
        }
        if (second instanceof Type.Pooled && !(inputs.get(0) instanceof Type.Pooled)) {
            return second.channels() == 1 ? "multiply_by_number" : "multiply_by_channel";
        }
        return second.equals(inputs.get(0)) ? "multiply" : "multiply_by_position";
    }

    /** Their number, or where they differ, their channels: {@code 5}, {@code 64+24}. */
    private static String parts(List<Type> inputs) {
        boolean alike = inputs.stream().distinct().count() == 1;
        return alike
                ? String.valueOf(inputs.size())
                : inputs.stream().map(type -> String.valueOf(type.channels())).collect(Collectors.joining("+"));
    }

    /** Weights of a tensor that is no constant: architecture parameters, or noise over them. */
    private static boolean isOpen(Graph graph, Node mix, List<Type> inputs) {
        return inputs.getLast() instanceof Type.Tensor && !reads(graph, mix, inputs.size() - 1, Op.Constant.class);
    }

    private static boolean reads(Graph graph, Node node, int input, Class<? extends Op> kind) {
        return kind.isInstance(graph.node(node.inputs().get(input)).op());
    }

    private static int side(Type type, Extent extent, int axis) {
        return type instanceof Type.Tensor ? 1 : type.shape(extent).get(axis);
    }

    private static String sides(int height, int width) {
        return height + "x" + width;
    }
}
