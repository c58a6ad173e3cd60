package org.espalier.zoo;

import java.util.List;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Op;
import org.espalier.graph.Op.Activation.Function;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.space.Supernet;
import org.espalier.text.Text;

/**
 * BiSeNetV2 (Yu et al., IJCV 2021, arXiv 2004.02147), in the widths of the implementation by CoinCheung
 * (CoinCheung/BiSeNet): 3,358,627 parameters with 19 classes, 5,231,487 with the auxiliary heads, outputs
 * {@value Supernet#AUXILIARY}..., which only training uses. A wide, shallow branch for detail, a narrow, deep one for
 * semantics, and a layer in which each gates the other.
 *
 * <p>The implementation repeats pixels where the paper, and this class, resizes bilinearly (section 4.3, figure 6); its
 * average pool counts padding and ours does not, which differs only at the border.
 */
final class BiSeNetV2 {

    private static final int EXPANSION = 6;
    private static final int WIDTH = 128;
    private static final int HEAD = 1024;
    private static final double KEEP = 0.9;

    private final GraphBuilder builder = new GraphBuilder();
    private final int classes;

    private BiSeNetV2(int classes) {
        this.classes = classes;
    }

    static Graph build(int classes) {
        return new BiSeNetV2(classes).graph();
    }

    private Graph graph() {
        Value image = builder.image();
        Value detail = detail(builder.scope("detail"), image);
        Scope segment = builder.scope("segment");
        Value at4 = stem(segment.child("stem"), image);
        Value at8 = gathered(segment.child("s3"), at4, 32, 1);
        Value at16 = gathered(segment.child("s4"), at8, 64, 1);
        Value at32 = gathered(segment.child("s5"), at16, WIDTH, 3);
        Value meaning = contextEmbedded(segment.child("context"), at32);
        Value both = aggregated(builder.scope("aggregation"), detail, meaning);
        builder.output(Supernet.LOGITS, head(builder.scope("head"), both));
        auxiliary("2", at4);
        auxiliary("3", at8);
        auxiliary("4", at16);
        auxiliary("5", at32);
        return builder.build();
    }

    private static Value detail(Scope scope, Value image) {
        Value x = image;
        int[][] stages = {{64, 2}, {64, 3}, {128, 3}};
        for (int stage = 0; stage < stages.length; stage++) {
            for (int layer = 0; layer < stages[stage][1]; layer++) {
                Scope place = scope.child(Text.format("s%d", stage + 1)).child(Text.format("%d", layer));
                x = activated(place, place.conv(x, stages[stage][0], 3, layer == 0 ? 2 : 1));
            }
        }
        return x;
    }

    /** Reaches stride 4 by convolution and by pooling, in parallel. */
    private static Value stem(Scope scope, Value image) {
        Value x = activated(scope, scope.conv(image, 16, 3, 2));
        Scope left = scope.child("left");
        Value narrow = activated(left, left.pointwise(x, 8));
        Value convolved = activated(left, left.conv(narrow, 16, 3, 2));
        Scope fuse = scope.child("fuse");
        return activated(fuse, fuse.conv(fuse.concat(List.of(convolved, scope.maxPool(x, 3, 2))), 16, 3, 1));
    }

    /** A gather-and-expansion layer of stride 2, then {@code more} of stride 1 (section 4.2, figure 5). */
    private static Value gathered(Scope scope, Value input, int channels, int more) {
        Value x = gatheredDown(scope.child("0"), input, channels);
        for (int layer = 1; layer <= more; layer++) {
            x = gathered(scope.child(Text.format("%d", layer)), x);
        }
        return x;
    }

    private static Value gathered(Scope scope, Value x) {
        Value y = activated(scope, scope.conv(x, x.channels(), 3, 1));
        y = activated(scope, expanded(scope, y, 1));
        y = scope.normalize(scope.pointwise(y, x.channels()));
        return scope.relu(scope.sum(List.of(y, x)));
    }

    private static Value gatheredDown(Scope scope, Value x, int channels) {
        Value y = activated(scope, scope.conv(x, x.channels(), 3, 1));
        y = scope.normalize(expanded(scope, y, 2));
        y = activated(scope, scope.depthwise(y, 3, 1, 1));
        y = scope.normalize(scope.pointwise(y, channels));
        Scope shortcut = scope.child("shortcut");
        Value skipped = shortcut.normalize(shortcut.depthwise(x, 3, 2, 1));
        skipped = shortcut.normalize(shortcut.pointwise(skipped, channels));
        return scope.relu(scope.sum(List.of(y, skipped)));
    }

    /** A depthwise convolution that expands each channel to {@value #EXPANSION}. */
    private static Value expanded(Scope scope, Value x, int stride) {
        return scope.convolve("expand", x, x.channels() * EXPANSION, 3, stride, 1, x.channels(), false);
    }

    /** Adds the global mean of the features at every position (figure 4). */
    private static Value contextEmbedded(Scope scope, Value x) {
        Value mean = scope.normalize(scope.globalAvgPool(x));
        mean = activated(scope, scope.pointwise(mean, x.channels()));
        Value sum = scope.sum(List.of(scope.resize(mean, x.stride()), x));
        return activated(scope, scope.conv(sum, x.channels(), 3, 1));
    }

    /** Bilateral guided aggregation: each branch gates the other at its own resolution (section 4.3). */
    private static Value aggregated(Scope scope, Value detail, Value meaning) {
        Scope fine = scope.child("detail_fine");
        Scope coarse = scope.child("detail_coarse");
        Scope gateFine = scope.child("gate_fine");
        Scope gateCoarse = scope.child("gate_coarse");
        Value left = fine.pointwise(fine.normalize(fine.depthwise(detail, 3, 1, 1)), WIDTH);
        Value leftDown = coarse.avgPool(coarse.normalize(coarse.conv(detail, WIDTH, 3, 2)), 3, 2);
        Value right = resized(gateFine, gateFine.normalize(gateFine.conv(meaning, WIDTH, 3, 1)), detail.stride());
        Value rightDown = gateCoarse.pointwise(gateCoarse.normalize(gateCoarse.depthwise(meaning, 3, 1, 1)), WIDTH);
        Value guided = scope.multiply(left, scope.activate(right, Function.SIGMOID));
        Value guidedDown = scope.multiply(leftDown, scope.activate(rightDown, Function.SIGMOID));
        Value sum = scope.sum(List.of(guided, resized(scope, guidedDown, detail.stride())));
        return activated(scope, scope.conv(sum, WIDTH, 3, 1));
    }

    private Value head(Scope scope, Value x) {
        Value y = scope.dropout(activated(scope, scope.conv(x, HEAD, 3, 1)), KEEP);
        return resized(scope, scope.classifier(y, classes), 1);
    }

    /** An auxiliary head at twice the resolution, with stride x stride hidden channels (booster, section 4.4). */
    private void auxiliary(String stage, Value x) {
        Scope scope = builder.scope(Supernet.AUXILIARY + stage);
        Value y = scope.dropout(activated(scope, scope.conv(x, WIDTH, 3, 1)), KEEP);
        Scope fine = scope.child("fine");
        y = resized(fine, y, x.stride() / 2);
        y = activated(fine, fine.conv(y, x.stride() * x.stride(), 3, 1));
        builder.output(Supernet.AUXILIARY + stage, resized(scope, scope.classifier(y, classes), 1));
    }

    private static Value resized(Scope scope, Value x, int stride) {
        return scope.add("resize", new Op.Resize(stride, false), x);
    }

    private static Value activated(Scope scope, Value x) {
        return scope.relu(scope.normalize(x));
    }
}
