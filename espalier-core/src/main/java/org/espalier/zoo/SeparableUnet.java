package org.espalier.zoo;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.problem.Allowed;
import org.espalier.space.Supernet;

/**
 * A small hand-designed encoder-decoder, the control against which searched networks are compared: separable residual
 * blocks at strides 4 to 16, image pooling, and a decoder that concatenates the encoder's maps up to stride 4. There is
 * no paper; all choices are conventional.
 */
final class SeparableUnet {

    /** Channels of stem, stages at stride 4, 8 and 16, and decoder. */
    static final List<Integer> WIDTHS = List.of(24, 48, 96, 160, 64);

    private static final List<Integer> BLOCKS = List.of(2, 3, 4);

    private final GraphBuilder builder = new GraphBuilder();
    private final int stem;
    private final List<Integer> stages;
    private final int decoder;

    private SeparableUnet(List<Integer> widths) {
        this.stem = widths.getFirst();
        this.stages = widths.subList(1, widths.size() - 1);
        this.decoder = widths.getLast();
    }

    /**
     * The network.
     *
     * @param widths as in {@link #WIDTHS}
     */
    static Graph build(int classes, List<Integer> widths) {
        Allowed.that(
                widths.size() == WIDTHS.size() && widths.stream().allMatch(width -> width > 0),
                "widths",
                widths,
                WIDTHS.size() + " positive numbers");
        return new SeparableUnet(widths).graph(classes);
    }

    private Graph graph(int classes) {
        Scope entry = builder.scope("stem");
        Value x = activated(entry, entry.conv(builder.image(), stem, 3, 2));
        List<Value> maps = new ArrayList<>();
        for (int stage = 0; stage < stages.size(); stage++) {
            Scope scope = builder.scope("stage_" + stage);
            Scope down = scope.child("down");
            x = activated(down, down.conv(x, stages.get(stage), 3, 2));
            for (int block = 0; block < BLOCKS.get(stage); block++) {
                x = residual(scope.child("block_" + block), x);
            }
            maps.add(x);
        }
        Scope context = builder.scope("context");
        Value pooled = context.relu(context.normalize(context.pointwise(context.globalAvgPool(x), decoder)));
        Value joined = context.concat(List.of(x, context.resize(pooled, x.stride())));
        Value y = activated(context, context.pointwise(joined, decoder));
        for (int stage = maps.size() - 2; stage >= 0; stage--) {
            Scope scope = builder.scope("decoder_" + stage);
            Value lateral = maps.get(stage);
            Value both = scope.concat(List.of(scope.resize(y, lateral.stride()), lateral));
            y = residual(scope.child("block"), activated(scope, scope.pointwise(both, decoder)));
        }
        Scope classifier = builder.scope("classifier");
        builder.output(Supernet.LOGITS, classifier.resize(classifier.classifier(y, classes), 1));
        return builder.build();
    }

    /** x + two depthwise-separable 3 x 3 convolutions of it. */
    private static Value residual(Scope scope, Value x) {
        Value once = activated(scope, scope.pointwise(scope.depthwise(x, 3, 1, 1), x.channels()));
        Value twice = scope.normalize(scope.pointwise(scope.depthwise(once, 3, 1, 1), x.channels()));
        return scope.relu(scope.sum(List.of(x, twice)));
    }

    private static Value activated(Scope scope, Value x) {
        return scope.relu(scope.normalize(x));
    }
}
