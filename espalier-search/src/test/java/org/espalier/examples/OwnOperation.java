package org.espalier.examples;

import org.espalier.graph.Op;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.search.ArchitectureSearch;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.space.autodeeplab.AutoDeepLab;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;

// tag::example[]
/** An operation of one's own in the cells of Auto-DeepLab. */
final class OwnOperation {

    private OwnOperation() {}

    /** A 3 x 3 convolution in two groups, whose channels are shuffled so that the next one mixes the groups. */
    static Value shuffledConv(Scope scope, Value x, int stride) {
        Value y = scope.convolve("conv", scope.relu(x), x.channels(), 3, stride, 1, 2, false);
        return scope.add("shuffle", new Op.ChannelShuffle(2), scope.normalize(y));
    }

    /** A search that may choose it. */
    static ArchitectureSearch<AutoDeepLabArchitecture> search(AutoDeepLabConfig config) {
        AutoDeepLab space = config.space().with("shuffled_conv_3x3", OwnOperation::shuffledConv);
        return ArchitectureSearch.of(space, config.search());
    }
}
// end::example[]
