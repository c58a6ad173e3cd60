package org.espalier.space.autodeeplab;

import java.util.List;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.space.head.Aspp;

/**
 * Atrous spatial pyramid pooling and decoder of DeepLabv3+ (arXiv 1802.02611): context, upsampled, is joined with reduced low-level features at
 * stride 4 and refined by two 3 x 3 convolutions.
 */
final class DeepLabHead {

    private final NetworkConfig config;
    private final Aspp aspp;

    DeepLabHead(NetworkConfig config) {
        this.config = config;
        this.aspp = new Aspp(config.asppChannels(), config.asppRates(), config.asppForm(), config.dropoutKeep());
    }

    /** Context of the last features x, [N, asppChannels, h, w]. */
    Value aspp(Scope scope, Value x) {
        return aspp.apply(scope, x);
    }

    /** Features at the low level's stride, [N, asppChannels, h, w]. */
    Value decoder(Scope scope, Value context, Value lowLevel) {
        Scope low = scope.child("low_level");
        Value reduced = low.relu(low.normalize(low.pointwise(lowLevel, config.lowLevelChannels())));
        Value joined = scope.concat(List.of(scope.resize(context, lowLevel.stride()), reduced));
        return aspp.atrous(scope.child("refine_1"), aspp.atrous(scope.child("refine_0"), joined, 1), 1);
    }
}
