package org.espalier.cost;

import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Op;
import org.espalier.graph.Type;
import org.espalier.graph.Type.Tensor;

/** Multiply-adds of one node: convolutions and matrix products only; one multiply-add counts one. */
final class MultiplyAdds {

    private MultiplyAdds() {}

    static long of(Graph graph, int index, Extent extent) {
        Type out = graph.type(index);
        return switch (graph.nodes().get(index).op()) {
            case Op.Conv2d conv ->
                out.elements(extent) * conv.kernelHeight() * conv.kernelWidth() * conv.inChannelsPerGroup();
            case Op.ConvTranspose2d conv ->
                graph.type(graph.nodes().get(index).inputs().getFirst()).elements(extent)
                        * conv.kernelHeight()
                        * conv.kernelWidth()
                        * conv.outChannels();
            case Op.MatMul m -> out.elements(extent) * innerLength(graph, index);
            case Op.Input i -> 0;
            case Op.Noise n -> 0;
            case Op.Constant c -> 0;
            case Op.Zeros z -> 0;
            case Op.Parameter p -> 0;
            case Op.Normalize n -> 0;
            case Op.BatchNorm b -> 0;
            case Op.Activation a -> 0;
            case Op.PRelu p -> 0;
            case Op.MaxPool p -> 0;
            case Op.MaxUnpool p -> 0;
            case Op.AvgPool p -> 0;
            case Op.GlobalAvgPool p -> 0;
            case Op.Resize r -> 0;
            case Op.Add a -> 0;
            case Op.Multiply m -> 0;
            case Op.Scale s -> 0;
            case Op.Concat c -> 0;
            case Op.Slice s -> 0;
            case Op.ChannelShuffle s -> 0;
            case Op.Softmax s -> 0;
            case Op.Log l -> 0;
            case Op.Reshape r -> 0;
            case Op.OneHot o -> 0;
            case Op.Mix m -> 0;
        };
    }

    private static long innerLength(Graph graph, int index) {
        Tensor first = (Tensor) graph.type(graph.nodes().get(index).inputs().getFirst());
        return first.dimensions().getLast();
    }
}
