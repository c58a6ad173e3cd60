package org.espalier.space.autodeeplab;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;

/**
 * Atrous spatial pyramid pooling and decoder of DeepLabv3+ (arXiv 1802.02611): image pooling, 1 x 1 and atrous branches are joined, reduced,
 * upsampled, joined with reduced low-level features at stride 4, refined by two 3 x 3 convolutions and classified.
 */
final class DeepLabHead {

    private static final int RATES_AT_STRIDE = 8;

    private final NetworkConfig config;

    DeepLabHead(NetworkConfig config) {
        this.config = config;
    }

    /** Context of the last features x, [N, asppChannels, h, w]. */
    Value aspp(Scope scope, Value x) {
        List<Value> branches = new ArrayList<>();
        Scope pooling = scope.child("image_pooling");
        Value pooled = activated(pooling, pooling.pointwise(pooling.globalAvgPool(x), config.asppChannels()));
        branches.add(pooling.resize(pooled, x.stride()));
        Scope plain = scope.child("branch_1x1");
        branches.add(activated(plain, plain.pointwise(x, config.asppChannels())));
        for (int rate : config.asppRates()) {
            int dilation = Math.max(1, rate * RATES_AT_STRIDE / x.stride());
            branches.add(conv3x3(scope.child("branch_rate_" + rate), x, dilation));
        }
        Scope join = scope.child("join");
        Value joined = activated(join, join.pointwise(join.concat(branches), config.asppChannels()));
        return join.dropout(joined, config.dropoutKeep());
    }

    /** Features at the low level's stride, [N, asppChannels, h, w]. */
    Value decoder(Scope scope, Value context, Value lowLevel) {
        Scope low = scope.child("low_level");
        Value reduced = activated(low, low.pointwise(lowLevel, config.lowLevelChannels()));
        Value joined = scope.concat(List.of(scope.resize(context, lowLevel.stride()), reduced));
        return conv3x3(scope.child("refine_1"), conv3x3(scope.child("refine_0"), joined, 1), 1);
    }

    private Value conv3x3(Scope scope, Value x, int dilation) {
        return switch (config.asppForm()) {
            case DENSE -> activated(scope, scope.conv(x, config.asppChannels(), 3, 1, dilation));
            case SEPARABLE -> {
                Value spatial = activated(scope.child("depthwise"), scope.depthwise(x, 3, 1, dilation));
                yield activated(scope, scope.pointwise(spatial, config.asppChannels()));
            }
        };
    }

    private static Value activated(Scope scope, Value x) {
        return scope.relu(scope.normalize(x));
    }
}
