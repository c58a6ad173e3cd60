package org.espalier.pass;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;

/**
 * A graph being rewritten: nodes can be replaced, and readers redirected from one node to another. Nodes that nothing
 * reads any more are removed.
 */
final class Rewriting {

    private final Graph graph;
    private final SequencedMap<String, Node> replaced = new LinkedHashMap<>();
    private final Map<String, String> redirected = new HashMap<>();

    Rewriting(Graph graph) {
        this.graph = graph;
    }

    /** Replaces the node of the same name, or adds the node. */
    void replace(Node node) {
        replaced.put(node.name(), node);
    }

    /** Redirects every reader of {@code from}, and every output that is {@code from}, to {@code to}. */
    void redirect(String from, String to) {
        redirected.put(from, to);
    }

    /** The node of that name in its current form, with redirected inputs. */
    Node current(String name) {
        Node node = replaced.containsKey(name) ? replaced.get(name) : graph.node(name);
        return new Node(
                node.name(), node.op(), node.inputs().stream().map(this::target).toList());
    }

    /** The rewritten graph. */
    Graph result() {
        if (replaced.isEmpty() && redirected.isEmpty()) {
            return graph;
        }
        SequencedMap<String, Node> nodes = new LinkedHashMap<>();
        graph.nodes().forEach(node -> nodes.put(node.name(), current(node.name())));
        replaced.keySet().forEach(name -> nodes.put(name, current(name)));
        Map<String, String> outputs = new TreeMap<>();
        graph.outputs().forEach((output, node) -> outputs.put(output, target(node)));
        return Graph.of(nodes.values(), outputs);
    }

    private String target(String name) {
        String target = name;
        for (String next = redirected.get(target); next != null; next = redirected.get(target)) {
            target = next;
        }
        return target;
    }
}
