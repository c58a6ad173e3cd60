package org.espalier.space.head;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.problem.Allowed;
import org.espalier.space.operation.AtrousConv;

/**
 * Atrous spatial pyramid pooling (DeepLabv3, arXiv 1706.05587, section 3.3): image pooling, a 1 x 1 branch and several
 * atrous branches, concatenated and reduced.
 *
 * @param channels channels of each branch and of the result
 * @param rates rates of the atrous branches at stride 8; halved at 16, doubled at 4, ...
 * @param form whether the atrous branches are dense or depthwise-separable
 * @param dropoutKeep share of the result's values that is kept in training
 */
public record Aspp(int channels, List<Integer> rates, AtrousConv.Form form, double dropoutKeep) {

    private static final int RATES_AT_STRIDE = 8;

    public Aspp {
        rates = List.copyOf(rates);
        Allowed.atLeast("channels", channels, 1);
        Allowed.that(rates.stream().allMatch(rate -> rate > 0), "rates", rates, "positive numbers");
        Allowed.that(dropoutKeep > 0 && dropoutKeep <= 1, "dropoutKeep", dropoutKeep, "more than 0, at most 1");
    }

    /** Context of the features x: [N, channels, h, w]. */
    public Value apply(Scope scope, Value x) {
        List<Value> branches = new ArrayList<>();
        Scope pooling = scope.child("image_pooling");
        Value pooled = activated(pooling, pooling.pointwise(pooling.globalAvgPool(x), channels));
        branches.add(pooling.resize(pooled, x.stride()));
        Scope plain = scope.child("branch_1x1");
        branches.add(activated(plain, plain.pointwise(x, channels)));
        for (int rate : rates) {
            int dilation = Math.max(1, rate * RATES_AT_STRIDE / x.stride());
            branches.add(atrous(scope.child("branch_rate_" + rate), x, dilation));
        }
        Scope join = scope.child("join");
        Value joined = activated(join, join.pointwise(join.concat(branches), channels));
        return join.dropout(joined, dropoutKeep);
    }

    /** A 3 x 3 atrous convolution of the configured form, with normalisation and ReLU: [N, channels, h, w]. */
    public Value atrous(Scope scope, Value x, int dilation) {
        return switch (form) {
            case DENSE -> activated(scope, scope.conv(x, channels, 3, 1, dilation));
            case SEPARABLE -> {
                Value spatial = activated(scope.child("depthwise"), scope.depthwise(x, 3, 1, dilation));
                yield activated(scope, scope.pointwise(spatial, channels));
            }
        };
    }

    private static Value activated(Scope scope, Value x) {
        return scope.relu(scope.normalize(x));
    }
}
