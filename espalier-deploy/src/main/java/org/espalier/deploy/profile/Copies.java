package org.espalier.deploy.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Initializer;
import org.espalier.graph.Op;
import org.espalier.graph.Padding;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;

/**
 * Pairs of graphs with copies of one operation, each with its own weights. The two graphs differ only in the number of
 * copies, so that the cost of the call and of the graph's ends cancels in the difference of their times.
 *
 * <p>An operation that keeps its type is chained: 2n copies in one graph, n in the other. Any other operation (other
 * channels, a stride, a resize, a concatenation) is repeated in n parallel branches: a 1 x 1 depthwise convolution, the
 * operation, and a tap that takes a single position; the other graph has the same branches without the operation. The
 * depthwise convolutions differ, so that the runtime does not merge equal branches; the tap, a pool of window 1 whose
 * stride is the map's size, costs almost nothing and keeps the map in its layout.
 *
 * <p>Both forms begin with a 1 x 1 depthwise convolution: it converts the map to the blocked layout that ONNX Runtime's
 * convolutions exchange. An operation that cannot read that layout is timed with both layout conversions, as in a
 * network.
 */
final class Copies {

    private static final Initializer KERNELS =
            new Initializer.VarianceScaling(1, Initializer.Fan.IN, Initializer.Shape.UNIFORM);

    private final Specimen specimen;
    private final Extent extent;
    private final GraphBuilder builder = new GraphBuilder();
    private final Scope scope = builder.scope("copies");

    private Copies(Specimen specimen, Extent extent) {
        this.specimen = specimen;
        this.extent = extent;
    }

    /** Two graphs whose times differ by the cost of {@code count} copies. */
    record Pair(Graph more, Graph less) {}

    static Pair of(Specimen specimen, int count, Extent extent) {
        return isChained(specimen)
                ? new Pair(new Copies(specimen, extent).chain(2 * count), new Copies(specimen, extent).chain(count))
                : new Pair(
                        new Copies(specimen, extent).branches(count, true),
                        new Copies(specimen, extent).branches(count, false));
    }

    /** Repeated logarithms soon leave the domain of the logarithm. */
    static boolean isChained(Specimen specimen) {
        return specimen.out().equals(specimen.inputs().getFirst()) && !(specimen.op() instanceof Op.Log);
    }

    private Graph chain(int count) {
        List<Value> heads = heads();
        Value x = heads.getFirst();
        for (int copy = 0; copy < count; copy++) {
            x = apply(copy, x, heads);
        }
        builder.output("out", x);
        return builder.build();
    }

    private Graph branches(int count, boolean withOperation) {
        List<Value> heads = heads();
        List<Value> taps = new ArrayList<>();
        for (int copy = 0; copy < count; copy++) {
            Value x = head(heads.getFirst());
            taps.add(tap(withOperation ? apply(copy, x, heads) : x));
        }
        builder.output("out", scope.sum(taps));
        return builder.build();
    }

    /** One copy, that reads {@code x} and, where there are more inputs, their heads. */
    private Value apply(int copy, Value x, List<Value> heads) {
        List<Value> inputs = new ArrayList<>(heads);
        inputs.set(0, x);
        return scope.add("copy", own(specimen.op(), "copy_" + copy), inputs.toArray(Value[]::new));
    }

    private List<Value> heads() {
        List<Value> heads = new ArrayList<>();
        for (Type type : specimen.inputs()) {
            heads.add(
                    type instanceof Type.Tensor tensor
                            ? constant(tensor)
                            : head(builder.input("in_" + heads.size(), type)));
        }
        return heads;
    }

    /** Tensors are known when a model is loaded. */
    private Value constant(Type.Tensor tensor) {
        int count = Math.toIntExact(Weight.elements(tensor.dimensions()));
        return scope.add(
                "constant", new Op.Constant(tensor.dimensions(), Collections.nCopies(count, 1.0 / (count + 1))));
    }

    private Value head(Value x) {
        return scope.depthwise(x, 1, 1, 1);
    }

    private Value tap(Value x) {
        if (!(x.type() instanceof Type.Features features)) {
            return x;
        }
        int size = Math.max(extent.heightAt(features.stride()), extent.widthAt(features.stride()));
        return scope.add("tap", new Op.MaxPool(1, size, Padding.SYMMETRIC), x);
    }

    /** The same operation with its own weights. */
    private static Op own(Op op, String name) {
        return switch (op) {
            case Op.Conv2d conv ->
                new Op.Conv2d(
                        kernel(name, conv.kernel()),
                        Optional.of(vector(name + ".bias", conv.outChannels(), Role.BIAS, Initializer.ZEROS)),
                        conv.stride(),
                        conv.dilation(),
                        conv.groups(),
                        conv.padding());
            case Op.ConvTranspose2d conv ->
                new Op.ConvTranspose2d(
                        kernel(name, conv.kernel()),
                        Optional.of(vector(name + ".bias", conv.outChannels(), Role.BIAS, Initializer.ZEROS)),
                        conv.stride(),
                        conv.padding());
            case Op.BatchNorm norm -> {
                int channels = norm.mean().shape().getFirst();
                yield new Op.BatchNorm(
                        vector(name + ".mean", channels, Role.STATISTICS, Initializer.ZEROS),
                        vector(name + ".variance", channels, Role.STATISTICS, Initializer.ONES),
                        norm.scale().map(scale -> vector(name + ".scale", channels, Role.SCALE, Initializer.ONES)),
                        norm.shift().map(shift -> vector(name + ".shift", channels, Role.BIAS, Initializer.ZEROS)),
                        norm.epsilon(),
                        norm.momentum(),
                        Op.BatchNorm.Statistics.RUNNING);
            }
            case Op.PRelu prelu ->
                new Op.PRelu(vector(name + ".slope", prelu.slope().shape().getFirst(), Role.SCALE, Initializer.ONES));
            case Op.Input i -> op;
            case Op.Noise n -> op;
            case Op.Constant c -> op;
            case Op.Zeros z -> op;
            case Op.Parameter p -> op;
            case Op.Normalize n -> op;
            case Op.Activation a -> op;
            case Op.MaxPool p -> op;
            case Op.MaxUnpool p -> op;
            case Op.AvgPool p -> op;
            case Op.GlobalAvgPool p -> op;
            case Op.Resize r -> op;
            case Op.Add a -> op;
            case Op.Multiply m -> op;
            case Op.Scale s -> op;
            case Op.Concat c -> op;
            case Op.Reshape r -> op;
            case Op.OneHot o -> op;
            case Op.Slice s -> op;
            case Op.ChannelShuffle s -> op;
            case Op.MatMul m -> op;
            case Op.Softmax s -> op;
            case Op.Log l -> op;
            case Op.Mix m -> op;
        };
    }

    private static Weight kernel(String name, Weight like) {
        return new Weight.Named(name + ".kernel", like.shape(), Role.KERNEL, KERNELS);
    }

    private static Weight vector(String name, int length, Role role, Initializer initializer) {
        return new Weight.Named(name, List.of(length), role, initializer);
    }
}
