package org.espalier.space.rspnet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Style;
import org.espalier.graph.Value;
import org.espalier.space.Supernet;
import org.espalier.space.trellis.Trellis;
import org.espalier.space.trellis.Trellis.Node;
import org.espalier.text.Text;

/**
 * The outer structure of every graph of the method, searched or final: stem, nodes, head (figure 1 of the paper: the
 * maps of all scales are upsampled and concatenated). A node brings each of its inputs to its own resolution and width,
 * fuses them and passes the result to its body.
 */
final class TrellisGraph {

    private static final int WINDOW = 3;

    private final GraphBuilder builder;
    private final RspNetWidths widths;
    private final Style style;
    private final Style inputStyle;

    /** Fuses the inputs of a node. */
    @FunctionalInterface
    interface Fusion {

        /** Fuses the inputs, which all have the node's type, into one map. */
        Value fuse(Scope scope, Node node, List<Value> inputs);
    }

    /**
     * A node to build.
     *
     * @param inputs the levels of the previous layer that it reads, finest first
     */
    record Place(Node node, List<Integer> inputs) {}

    /**
     * @param affine whether the normalisations of a node's inputs have a scale and a shift, which would act as a gate
     */
    TrellisGraph(GraphBuilder builder, RspNetWidths widths, boolean affine) {
        this.builder = builder;
        this.widths = widths;
        this.style = Style.DEFAULT.withNormalization(widths.epsilon(), widths.momentum());
        this.inputStyle = style.withAffine(affine);
    }

    /**
     * Builds the graph up to the output {@value Supernet#LOGITS}.
     *
     * @param places the nodes, layer by layer
     * @param body of a node, which keeps the type
     */
    void build(List<Place> places, Fusion fusion, RspBlock.Cell body, int classes) {
        Map<Node, Value> results = new HashMap<>();
        results.put(new Node(0, 0), stem(builder.scope("stem").styled(style)));
        for (Place place : places) {
            Node node = place.node();
            Scope scope = builder.scope(Text.format("node_%d_s%d", node.layer(), Trellis.stride(node.level())))
                    .styled(style);
            List<Value> inputs = place.inputs().stream()
                    .map(level -> input(scope, node, at(results, new Node(node.layer() - 1, level))))
                    .toList();
            results.put(node, body.apply(scope, fusion.fuse(scope, node, inputs)));
        }
        int last = places.getLast().node().layer();
        List<Value> maps = places.stream()
                .map(Place::node)
                .filter(node -> node.layer() == last)
                .map(node -> at(results, node))
                .toList();
        builder.output(Supernet.LOGITS, head(builder.scope("head").styled(style), maps, classes));
    }

    private Value stem(Scope scope) {
        Value x = builder.image();
        int last = widths.stemChannels().size() - 1;
        for (int index = 0; index <= last; index++) {
            Value active = index == 0 ? x : scope.relu(x);
            int stride = index == 0 || index == last ? 2 : 1;
            x = scope.normalize(scope.conv(active, widths.stemChannels().get(index), WINDOW, stride));
        }
        return x;
    }

    /**
     * Brings a map from another level to the node's: average pooling of stride 2 downwards, bilinear upsampling
     * upwards; then ReLU, 1 x 1 convolution, normalisation.
     */
    private Value input(Scope node, Node to, Value x) {
        Scope scope = node.child("from_s" + x.stride()).styled(inputStyle);
        int stride = Trellis.stride(to.level());
        Value sized = scope.relu(x);
        while (sized.stride() < stride) {
            sized = scope.avgPool(sized, WINDOW, 2);
        }
        return scope.resize(
                scope.normalize(scope.pointwise(sized, widths.channels().get(to.level()))), stride);
    }

    private Value head(Scope scope, List<Value> maps, int classes) {
        List<Value> upsampled = new ArrayList<>();
        for (Value map : maps) {
            Scope level = scope.child("s" + map.stride());
            Value reduced = level.normalize(level.pointwise(level.relu(map), widths.headChannels()));
            upsampled.add(level.resize(reduced, Trellis.stride(0)));
        }
        Value joined = scope.relu(scope.concat(upsampled));
        Value fused = scope.relu(scope.normalize(scope.pointwise(joined, widths.headChannels())));
        return scope.resize(scope.classifier(scope.dropout(fused, widths.dropoutKeep()), classes), 1);
    }

    private static Value at(Map<Node, Value> results, Node node) {
        return Objects.requireNonNull(results.get(node), () -> node + " has not been built");
    }
}
