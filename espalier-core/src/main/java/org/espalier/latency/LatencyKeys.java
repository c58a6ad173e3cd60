package org.espalier.latency;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Role;
import org.espalier.graph.Type;
import org.espalier.graph.Weight;

/**
 * The latency key of each node. Nodes that cost nothing at inference have none:
 *
 * <ul>
 * <li>inputs, noise, constants, zeros, parameters, and all tensors: they are the same for every image, so the runtime
 * computes them once, when it loads the model;
 * <li>a normalisation that reads a convolution: the export folds it into the convolution's kernel;
 * <li>a product with a dropout mask: the export drops it;
 * <li>a Mix whose weights depend on architecture parameters: once the decision is made, one branch replaces it.
 * </ul>
 *
 * <p>A key depends only on the node and its inputs, not on its readers, so that sums over networks with fixed and with
 * open choices agree exactly. A runtime may still fuse an activation or a sum into the preceding convolution;
 * {@link LatencyModel} accounts for that.
 */
public final class LatencyKeys {

    private LatencyKeys() {}

    /**
     * The key of every node, in canonical order.
     *
     * @param graph a network as it is exported ({@link org.espalier.pass.Passes#FOR_EXPORT}), or any graph whose nodes
     *     are to be timed
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

    /** The different keys of a graph's nodes. */
    static SortedSet<LatencyKey> in(Graph graph, Extent extent) {
        return of(graph, extent).stream().flatMap(Optional::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<LatencyKey> of(Graph graph, int index, Extent extent) {
        Node node = graph.nodes().get(index);
        Type out = graph.type(index);
        if (out instanceof Type.Tensor || node.inputs().isEmpty()) {
            return Optional.empty();
        }
        List<Type> inputs = node.inputs().stream().map(graph::type).toList();
        Type first = inputs.getFirst();
        return work(graph, node, inputs, extent)
                .map(work -> new LatencyKey(
                        work.operation,
                        node.op() instanceof Op.Concat ? out.channels() : first.channels(),
                        out.channels(),
                        side(first, extent, 2),
                        side(first, extent, 3),
                        work.stride));
    }

    /** A key without channels and size. */
    private record Work(String operation, int stride) {}

    private static Optional<Work> work(Graph graph, Node node, List<Type> inputs, Extent extent) {
        return switch (node.op()) {
            case Op.Input i -> Optional.empty();
            case Op.Noise n -> Optional.empty();
            case Op.Constant c -> Optional.empty();
            case Op.Zeros z -> Optional.empty();
            case Op.Parameter p -> Optional.empty();
            case Op.Normalize n -> work("normalize");
            case Op.Conv2d conv -> work(convolution(conv), conv.stride());
            case Op.ConvTranspose2d conv ->
                work("conv_transpose_" + sides(conv.kernelHeight(), conv.kernelWidth()), conv.stride());
            case Op.BatchNorm b -> isFolded(graph, node) ? Optional.empty() : work("batch_norm");
            case Op.Activation a -> work(a.function().name().toLowerCase(Locale.ROOT));
            case Op.PRelu p -> work("prelu");
            case Op.MaxPool p -> work("max_pool_" + sides(p.kernel(), p.kernel()), p.stride());
            case Op.MaxUnpool p -> work("max_unpool", p.stride());
            case Op.AvgPool p -> work("avg_pool_" + sides(p.kernel(), p.kernel()), p.stride());
            case Op.GlobalAvgPool p -> work("global_avg_pool");
            case Op.Resize r -> work(resize(r, extent));
            case Op.Add a -> work("add_" + inputs.size());
            case Op.Multiply m -> reads(graph, node, 1, Op.Noise.class) ? Optional.empty() : work(product(inputs));
            case Op.Scale s -> work("scale");
            case Op.Concat c -> work("concat_" + parts(inputs));
            case Op.Slice s -> work("slice");
            case Op.ChannelShuffle s -> work("channel_shuffle_g" + s.groups());
            case Op.MatMul m -> work("mat_mul");
            case Op.Softmax s -> work("softmax");
            case Op.Log l -> work("log");
            case Op.Reshape r -> Optional.empty();
            case Op.OneHot o -> Optional.empty();
            case Op.Mix m -> isOpen(graph, node, inputs) ? Optional.empty() : work("mix_" + (inputs.size() - 1));
        };
    }

    private static Optional<Work> work(String operation) {
        return work(operation, 1);
    }

    private static Optional<Work> work(String operation, int stride) {
        return Optional.of(new Work(operation, stride));
    }

    private static boolean isFolded(Graph graph, Node norm) {
        return reads(graph, norm, 0, Op.Conv2d.class) || reads(graph, norm, 0, Op.ConvTranspose2d.class);
    }

    /** {@code conv_3x3}, {@code depthwise_5x5_d2}, {@code conv_3x3_g4}: kernel, dilation and groups. */
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

    /** The number of inputs or, if they differ, their channels: {@code 5}, {@code 64+24}. */
    private static String parts(List<Type> inputs) {
        boolean alike = inputs.stream().distinct().count() == 1;
        return alike
                ? String.valueOf(inputs.size())
                : inputs.stream().map(type -> String.valueOf(type.channels())).collect(Collectors.joining("+"));
    }

    /** Whether a Mix's weights are a tensor that depends on architecture parameters, noise or fed inputs. */
    private static boolean isOpen(Graph graph, Node mix, List<Type> inputs) {
        return inputs.getLast() instanceof Type.Tensor
                && isDecision(graph, mix.inputs().getLast(), new HashSet<>());
    }

    private static boolean isDecision(Graph graph, String name, Set<String> seen) {
        Node node = graph.node(name);
        return seen.add(name)
                && (node.op() instanceof Op.Input
                        || node.op() instanceof Op.Noise
                        || node.op().weights().stream().anyMatch(LatencyKeys::isOfArchitecture)
                        || node.inputs().stream().anyMatch(input -> isDecision(graph, input, seen)));
    }

    private static boolean isOfArchitecture(Weight weight) {
        boolean[] found = new boolean[1];
        weight.forEachNamed(named -> found[0] |= named.role() == Role.ARCHITECTURE);
        return found[0];
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
