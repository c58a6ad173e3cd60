package org.espalier.space.autodeeplab;

import java.util.List;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.space.autodeeplab.SupernetConfig.Heads;

/**
 * The simplified ASPP of the search (Auto-DeepLab, section 4.1): image pooling, a 1 x 1 and one 3 x 3 convolution of
 * rate 96 / stride (or less, at least 1), each as wide as the input; then concatenation, 1 x 1 convolution, classifier, and upsampling to the
 * input's resolution.
 */
final class SearchHead {

    private final Heads form;
    private final int rateTimesStride;
    private final int classes;

    SearchHead(Heads form, int rateTimesStride, int classes) {
        this.form = form;
        this.rateTimesStride = rateTimesStride;
        this.classes = classes;
    }

    Value apply(Scope scope, Value x) {
        int channels = x.channels();
        Scope plain = scope.child("branch_1x1");
        Value one = branch(plain, plain.pointwise(x, channels));
        Scope atrous = scope.child("branch_3x3");
        Value three = branch(atrous, atrous.conv(x, channels, 3, 1, rate(x.stride())));
        Scope pooling = scope.child("image_pooling");
        Value normal = pooling.normalize(pooling.pointwise(pooling.globalAvgPool(x), channels));
        Value pooled = pooling.resize(pooling.relu(normal), x.stride());
        Scope join = scope.child("join");
        Value joined = branch(join, join.pointwise(join.concat(List.of(one, three, pooled)), channels));
        Value scores = scope.convolve("classifier", joined, classes, 1, 1, 1, 1, form == Heads.ACTIVATED);
        return scope.resize(scores, 1);
    }

    private int rate(int stride) {
        return Math.max(1, Math.round((float) rateTimesStride / stride));
    }

    private Value branch(Scope scope, Value x) {
        Value normal = scope.normalize(x);
        return switch (form) {
            case ACTIVATED -> scope.relu(normal);
            case PLAIN -> normal;
        };
    }
}
