package org.espalier.pass;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Op.Conv2d;
import org.espalier.graph.Type;
import org.espalier.graph.Weight;
import org.espalier.image.PixelFormat;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/**
 * Adapts a network for red, green and blue to images of another form: its input has as many channels, and so have the
 * kernels of the convolutions that read it; the values are normalised by other numbers. A convolution whose result is
 * concatenated with the pooled image, as in ENet, keeps the width of both together. This pass changes values on
 * purpose. For red, green and blue of 8 bits it changes nothing.
 *
 * @param format of the images
 * @param mean that is subtracted from each channel
 * @param deviation that each channel is divided by
 */
public record ForImages(PixelFormat format, List<Double> mean, List<Double> deviation) implements Pass {

    private static final int RGB_CHANNELS = PixelFormat.RGB.channels();

    public ForImages {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
    }

    /** The pass that changes nothing. */
    public static ForImages rgb() {
        return new ForImages(PixelFormat.RGB, List.of(), List.of());
    }

    /**
     * For what does not depend on values, such as costs and times: images of so many channels of 8 bits, not
     * normalised.
     */
    public static ForImages ofChannels(int channels) {
        return new ForImages(
                new PixelFormat(channels, Byte.SIZE),
                Collections.nCopies(channels, 0.0),
                Collections.nCopies(channels, 1.0));
    }

    /** The channels of the images that a network reads; 3 if it reads none. */
    public static int channels(Graph graph) {
        return graph.find(GraphBuilder.IMAGE)
                .map(image -> graph.type(image.name()).channels())
                .orElse(RGB_CHANNELS);
    }

    @Override
    public String name() {
        return "for-images";
    }

    /**
     * @throws BadUsage if something other than convolutions and pooling reads the image
     */
    @Override
    public Graph apply(Graph graph) {
        if (format.equals(PixelFormat.RGB) || graph.find(GraphBuilder.IMAGE).isEmpty()) {
            return graph;
        }
        Rewriting rewriting = new Rewriting(graph);
        Map<String, Boolean> reads = new HashMap<>();
        for (Node node : graph.nodes()) {
            if (node.name().equals(GraphBuilder.IMAGE)) {
                rewriting.replace(
                        new Node(node.name(), new Op.Input(new Type.Features(format.channels(), 1)), List.of()));
                reads.put(node.name(), true);
            } else if (node.inputs().stream().anyMatch(reads::containsKey)) {
                adapt(graph, node, rewriting, reads);
            }
        }
        return rewriting.result();
    }

    /** Adapts a node that reads the image, as it is or pooled; {@code reads} holds such nodes. */
    private void adapt(Graph graph, Node node, Rewriting rewriting, Map<String, Boolean> reads) {
        switch (node.op()) {
            case Op.Normalize n -> {
                rewriting.replace(new Node(node.name(), new Op.Normalize(mean, deviation), node.inputs()));
                reads.put(node.name(), true);
            }
            case Op.MaxPool p -> reads.put(node.name(), true);
            case Op.AvgPool p -> reads.put(node.name(), true);
            case Conv2d conv -> rewriting.replace(new Node(node.name(), adapted(node, conv, 0), node.inputs()));
            case Op.Concat c -> {
                String other = node.inputs().stream()
                        .filter(input -> !reads.containsKey(input))
                        .findFirst()
                        .orElseThrow(() -> refused(node));
                if (node.inputs().size() != 2 || !(graph.node(other).op() instanceof Conv2d conv)) {
                    throw refused(node);
                }
                Node beside = graph.node(other);
                rewriting.replace(
                        new Node(other, adapted(beside, conv, RGB_CHANNELS - format.channels()), beside.inputs()));
            }
            default -> throw refused(node);
        }
    }

    /** A convolution of the image with so many output channels more. */
    private Conv2d adapted(Node node, Conv2d conv, int more) {
        boolean fits = conv.groups() == 1
                && conv.inChannelsPerGroup() == RGB_CHANNELS
                && conv.outChannels() + more >= 1
                && (more == 0 || conv.bias().isEmpty());
        if (!fits || !(conv.kernel() instanceof Weight.Named kernel)) {
            throw refused(node);
        }
        List<Integer> shape = new ArrayList<>(kernel.shape());
        shape.set(0, shape.get(0) + more);
        shape.set(1, format.channels());
        return new Conv2d(
                new Weight.Named(kernel.name(), shape, kernel.role(), kernel.initializer()),
                conv.bias(),
                conv.stride(),
                conv.dilation(),
                conv.groups(),
                conv.padding());
    }

    private BadUsage refused(Node node) {
        return new BadUsage(Text.format(
                "the network cannot take images of %s: %s reads them, which is neither a plain convolution nor a"
                        + " pooling; choose another network, or convert the images to red, green and blue",
                format, node.name()));
    }
}
