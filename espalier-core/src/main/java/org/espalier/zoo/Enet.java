package org.espalier.zoo;

import java.util.List;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Op;
import org.espalier.graph.Padding;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.space.Supernet;
import org.espalier.text.Text;

/**
 * ENet (Paszke et al., arXiv 1606.02147), in the form of the implementation by David Silva (davidtvs/PyTorch-ENet):
 * 351,660 parameters with 19 classes. Bottlenecks of a 1 x 1, a 3 x 3 (dilated, or 5 x 1 and 1 x 5) and a 1 x 1
 * convolution with a shortcut; the decoder unpools values to the positions of the maxima in the encoder. PReLU in the
 * encoder, each with its own slope; ReLU in the decoder.
 *
 * <p>Interpretation: for odd sizes the last 2 x 2 window is partial ({@link Padding#SAME}), so that sizes are ceil(H /
 * s); the implementation accepts only even sizes.
 */
final class Enet {

    private static final int SHRINK = 4;

    private final GraphBuilder builder = new GraphBuilder();

    private Enet() {}

    static Graph build(int classes) {
        return new Enet().graph(classes);
    }

    private Graph graph(int classes) {
        Value half = initial(builder.scope("initial"), builder.image());
        Value x = down(builder.scope("downsample1_0"), half, 64, 0.99);
        for (int block = 1; block <= 4; block++) {
            x = encoder("regular1_" + block, 0.99).plain(x, 1);
        }
        Value quarter = x;
        x = down(builder.scope("downsample2_0"), quarter, 128, 0.9);
        x = encoder("regular2_1", 0.9).plain(x, 1);
        x = context(x, 2, 2);
        x = encoder("regular3_0", 0.9).plain(x, 1);
        x = context(x, 3, 1);
        x = up(builder.scope("upsample4_0"), x, quarter);
        x = decoder("regular4_1").plain(x, 1);
        x = decoder("regular4_2").plain(x, 1);
        x = up(builder.scope("upsample5_0"), x, half);
        x = decoder("regular5_1").plain(x, 1);
        builder.output(Supernet.LOGITS, builder.scope("classifier").convTranspose(x, classes, 3, 2));
        return builder.build();
    }

    /** Seven bottlenecks of a stage, from number {@code first} on, with growing receptive fields. */
    private Value context(Value input, int stage, int first) {
        Value x = encoder(Text.format("dilated%d_%d", stage, first), 0.9).plain(input, 2);
        x = encoder(Text.format("asymmetric%d_%d", stage, first + 1), 0.9).asymmetric(x);
        x = encoder(Text.format("dilated%d_%d", stage, first + 2), 0.9).plain(x, 4);
        x = encoder(Text.format("regular%d_%d", stage, first + 3), 0.9).plain(x, 1);
        x = encoder(Text.format("dilated%d_%d", stage, first + 4), 0.9).plain(x, 8);
        x = encoder(Text.format("asymmetric%d_%d", stage, first + 5), 0.9).asymmetric(x);
        return encoder(Text.format("dilated%d_%d", stage, first + 6), 0.9).plain(x, 16);
    }

    /** 13 channels from a convolution, concatenated with the 3 of the pooled image. */
    private static Value initial(Scope scope, Value image) {
        Value both = scope.concat(List.of(scope.conv(image, 13, 3, 2), scope.maxPool(image, 3, 2)));
        return scope.prelu(scope.normalize(both));
    }

    /** Halves the size: a 2 x 2 convolution of stride 2 with a pooled shortcut, zero-padded in channels. */
    private static Value down(Scope scope, Value x, int channels, double keep) {
        Scope windows = scope.styled(scope.style().withPadding(Padding.SAME));
        Bottleneck block = new Bottleneck(scope, true, keep);
        Value y = block.activated(windows.conv(x, x.channels() / SHRINK, 2, 2));
        y = block.activated(scope.conv(y, y.channels(), 3, 1));
        Value pooled = windows.maxPool(x, 2, 2);
        Value widened = scope.concat(List.of(pooled, scope.zerosLike(pooled, channels - x.channels())));
        return block.joined(widened, y);
    }

    /** Doubles the size: a 2 x 2 transposed convolution with a shortcut by {@link Op.MaxUnpool} from {@code pooled}. */
    private static Value up(Scope scope, Value x, Value pooled) {
        Scope windows = scope.styled(scope.style().withPadding(Padding.SAME));
        Bottleneck block = new Bottleneck(scope, false, 0.9);
        Value main = scope.child("main").normalize(scope.child("main").pointwise(x, pooled.channels()));
        Value y = block.activated(scope.pointwise(x, x.channels() / SHRINK));
        y = block.activated(windows.convTranspose(y, y.channels(), 2, 2));
        return block.joined(scope.maxUnpool(main, pooled, 2), y);
    }

    private Bottleneck encoder(String name, double keep) {
        return new Bottleneck(builder.scope(name), true, keep);
    }

    private Bottleneck decoder(String name) {
        return new Bottleneck(builder.scope(name), false, 0.9);
    }

    /**
     * A block under construction.
     *
     * @param sloped whether it uses PReLU instead of ReLU
     * @param keep share of the channels that spatial dropout keeps
     */
    private record Bottleneck(Scope scope, boolean sloped, double keep) {

        Value plain(Value x, int dilation) {
            Value y = activated(scope.pointwise(x, x.channels() / SHRINK));
            return joined(x, activated(scope.conv(y, y.channels(), 3, 1, dilation)));
        }

        Value asymmetric(Value x) {
            Value y = activated(scope.pointwise(x, x.channels() / SHRINK));
            y = activated(scope.convOblong(y, y.channels(), 5, 1));
            return joined(x, activated(scope.convOblong(y, y.channels(), 1, 5)));
        }

        /** The shortcut plus the branch, which is expanded to the shortcut's width and gets dropout. */
        Value joined(Value shortcut, Value branch) {
            Value wide = activated(scope.pointwise(branch, shortcut.channels()));
            return activation(scope.sum(List.of(shortcut, scope.spatialDropout(wide, keep))));
        }

        Value activated(Value x) {
            return activation(scope.normalize(x));
        }

        private Value activation(Value x) {
            return sloped ? scope.prelu(x) : scope.relu(x);
        }
    }
}
