package org.espalier.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.graph.Extent;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Initializer;
import org.espalier.graph.Op;
import org.espalier.graph.Padding;
import org.espalier.graph.Role;
import org.espalier.graph.Scope;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

/** A small supernet: two cells with one shared kernel and shared architecture parameters, mixed, at two strides. */
class SharedWeightsTest {

    private static final Set<Role> ALL = Set.of(Role.KERNEL, Role.SCALE, Role.BIAS, Role.ARCHITECTURE);

    @Test
    void gradientsFlowThroughMixesAndAreSummedInSharedWeights() {
        GraphBuilder builder = new GraphBuilder();
        Value x = builder.scope("stem").conv(builder.input("x", new Type.Features(3, 1)), 4, 3, 1);
        Value fine = cell(builder.scope("fine"), x);
        Value coarse = cell(builder.scope("coarse"), builder.scope("coarse").maxPool(fine, 3, 2));
        Scope head = builder.scope("head");
        Value beta = head.softmax(head.parameter(architecture("beta", 2)));
        Value y = head.mix(List.of(fine, head.resize(coarse, 1)), beta);
        builder.output("y", y);
        builder.output("score", head.multiply(y, builder.input("probe", y.type())));
        Agreement agreement = new Agreement(builder.build(), new Extent(2, 5, 6), new Seed(21));
        agreement.ofOutputs();
        agreement.ofGradients("score", ALL);
        agreement.ofGradients("score", Set.of(Role.ARCHITECTURE));
        agreement.ofGradients("score", Set.of(Role.KERNEL));
    }

    private static Value cell(Scope scope, Value x) {
        List<Value> candidates = new ArrayList<>();
        Weight kernel = new Weight.Named("shared.kernel", List.of(4, 4, 3, 3), Role.KERNEL, Initializer.HE_FAN_OUT);
        candidates.add(scope.normalize(
                scope.relu(scope.add("conv", new Op.Conv2d(kernel, Optional.empty(), 1, 1, 1, Padding.SYMMETRIC), x))));
        candidates.add(scope.maxPool(x, 3, 1));
        Weight narrow = new Weight.Slice(new Weight.Slice(kernel, 0, 1, 3), 1, 0, 4);
        Weight both = new Weight.Stack(List.of(narrow, narrow));
        candidates.add(
                scope.relu(scope.add("sliced", new Op.Conv2d(both, Optional.empty(), 1, 2, 1, Padding.SYMMETRIC), x)));
        Value alpha = scope.softmax(scope.parameter(architecture("alpha", 3)));
        return scope.mix(candidates, alpha);
    }

    private static Weight.Named architecture(String name, int length) {
        return new Weight.Named(name, List.of(length), Role.ARCHITECTURE, new Initializer.Normal(1e-3));
    }
}
