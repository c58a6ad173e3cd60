package org.espalier.space.head;

import java.util.List;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.problem.Allowed;

/**
 * Atrous spatial pyramid pooling and decoder of DeepLabv3+ (arXiv 1802.02611): the upsampled context is concatenated
 * with reduced low-level features at stride 4 and refined by two 3 x 3 convolutions.
 *
 * @param aspp computes the context; the refining convolutions have the same width and form
 * @param lowLevelChannels channels of the reduced low-level features
 */
public record DeepLabHead(Aspp aspp, int lowLevelChannels) {

    public DeepLabHead {
        Allowed.atLeast("lowLevelChannels", lowLevelChannels, 1);
    }

    /** Context of the last features x, [N, channels, h, w]. */
    public Value context(Scope scope, Value x) {
        return aspp.apply(scope, x);
    }

    /** Low-level features of a map, reduced for the decoder, [N, lowLevelChannels, h, w]. */
    public Value lowLevel(Scope scope, Value x) {
        return scope.relu(scope.normalize(scope.pointwise(x, lowLevelChannels)));
    }

    /**
     * Features at the low level's stride, [N, channels, h, w].
     *
     * @param lowLevel as {@link #lowLevel} gives them
     */
    public Value decoder(Scope scope, Value context, Value lowLevel) {
        Value joined = scope.concat(List.of(scope.resize(context, lowLevel.stride()), lowLevel));
        return aspp.atrous(scope.child("refine_1"), aspp.atrous(scope.child("refine_0"), joined, 1), 1);
    }
}
