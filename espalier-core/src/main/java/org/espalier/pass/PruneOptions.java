package org.espalier.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Type;

/**
 * Takes options away from choices: minus infinity is added to their logits, so that their weight is exactly 0 and the
 * others share the rest. Architecture parameters stay as they are. This pass changes values on purpose.
 *
 * <p>Precondition: the weights of the choice are a softmax, or a one-hot sample of one. Others, such as gates, stay.
 */
public final class PruneOptions implements Pass {

    private final Map<String, Set<Integer>> options;

    /**
     * Takes these options away.
     *
     * @param options numbers of options, from 0, by the name of the node that gives the weights of their choice; not all
     *     options of a choice
     */
    public PruneOptions(Map<String, Set<Integer>> options) {
        this.options = Map.copyOf(options);
    }

    @Override
    public String name() {
        return "prune-options";
    }

    /** Whether the weights that a node gives can lose options. */
    public static boolean applies(Graph graph, String node) {
        return softmax(graph, node).isPresent();
    }

    @Override
    public Graph apply(Graph graph) {
        Rewriting rewriting = new Rewriting(graph);
        options.forEach((name, pruned) -> softmax(graph, name)
                .filter(node -> !pruned.isEmpty())
                .ifPresent(node -> prune(graph, node, pruned, rewriting)));
        return rewriting.result();
    }

    private static Optional<Node> softmax(Graph graph, String name) {
        Node node = graph.node(name);
        return switch (node.op()) {
            case Op.Softmax softmax -> Optional.of(node);
            case Op.OneHot drawn -> softmax(graph, node.inputs().getFirst());
            default -> Optional.empty();
        };
    }

    private static void prune(Graph graph, Node softmax, Set<Integer> pruned, Rewriting rewriting) {
        String logits = softmax.inputs().getFirst();
        if (!(graph.type(logits) instanceof Type.Tensor(List<Integer> dimensions))) {
            throw new IllegalArgumentException("node " + logits + " gives " + graph.type(logits) + ", not logits");
        }
        List<Double> mask = new ArrayList<>();
        for (int option = 0; option < dimensions.getLast(); option++) {
            mask.add(pruned.contains(option) ? Double.NEGATIVE_INFINITY : 0.0);
        }
        if (!mask.contains(0.0)) {
            throw new IllegalArgumentException(
                    "node " + softmax.name() + ": no option would be left of " + mask.size());
        }
        Node constant = new Node(softmax.name() + ".pruned", new Op.Constant(dimensions, mask), List.of());
        Node sum = new Node(softmax.name() + ".open", new Op.Add(), List.of(logits, constant.name()));
        rewriting.replace(constant);
        rewriting.replace(sum);
        rewriting.replace(new Node(softmax.name(), softmax.op(), List.of(sum.name())));
    }
}
