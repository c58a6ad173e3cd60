package org.espalier.pass;

import java.util.List;
import java.util.Optional;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Op.Constant;

/** Evaluates nodes that depend only on constant tensors: the small graphs from logits to Mix weights. */
public final class FoldConstants implements Pass {

    @Override
    public String name() {
        return "fold-constants";
    }

    @Override
    public Graph apply(Graph graph) {
        Rewriting rewriting = new Rewriting(graph);
        for (Node node : graph.nodes()) {
            folded(rewriting, node).ifPresent(value -> rewriting.replace(new Node(node.name(), value, List.of())));
        }
        return rewriting.result();
    }

    private static Optional<Op> folded(Rewriting rewriting, Node node) {
        List<Op> inputs = node.inputs().stream()
                .map(input -> rewriting.current(input).op())
                .toList();
        if (inputs.isEmpty() || !inputs.stream().allMatch(Constant.class::isInstance)) {
            return Optional.empty();
        }
        return TensorArithmetic.apply(
                node.op(), inputs.stream().map(Constant.class::cast).toList());
    }
}
