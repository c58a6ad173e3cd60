package org.espalier.pass;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;

/**
 * Merges nodes that compute the same: the same operation, with the same weights, on the same inputs. In a cell all
 * edges of a state share its ReLU and its pooled copies; in Auto-DeepLab the edges of H^{l-2} are the same for all
 * transitions into a node.
 *
 * <p>Nodes with state merge only if they name the same state, which equality of the operation includes. Inputs and
 * noise are never merged: their names distinguish them.
 */
public final class ShareCommonSubexpressions implements Pass {

    private record Key(Op op, List<String> inputs) {}

    @Override
    public String name() {
        return "share-common-subexpressions";
    }

    @Override
    public Graph apply(Graph graph) {
        Rewriting rewriting = new Rewriting(graph);
        Map<Key, String> known = new HashMap<>();
        for (Node node : graph.nodes()) {
            Node current = rewriting.current(node.name());
            String first = known.putIfAbsent(new Key(current.op(), current.inputs()), node.name());
            if (first != null && !isNamedOnPurpose(node.op())) {
                rewriting.redirect(node.name(), first);
            }
        }
        return rewriting.result();
    }

    private static boolean isNamedOnPurpose(Op op) {
        return op instanceof Op.Input || op instanceof Op.Noise;
    }
}
