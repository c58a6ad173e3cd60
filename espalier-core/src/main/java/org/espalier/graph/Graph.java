package org.espalier.graph;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.espalier.text.Text;

/**
 * A network as an immutable, typed graph. It holds only the nodes that its outputs need, in canonical order: depth
 * first from the outputs in the order of their names, every node after what it reads. Two graphs of the same named
 * nodes and outputs are equal, however they were built; {@link #hash()} is the same on every machine.
 */
public final class Graph {

    private final List<Node> nodes;
    private final Map<String, Integer> indexes;
    private final List<Type> types;
    private final SequencedMap<String, String> outputs;
    private final SequencedMap<String, Weight.Named> weights;

    private Graph(List<Node> ordered, SequencedMap<String, String> outputs) {
        this.nodes = List.copyOf(ordered);
        this.outputs = Collections.unmodifiableSequencedMap(outputs);
        this.indexes = new HashMap<>();
        List<Type> found = new ArrayList<>(nodes.size());
        SequencedMap<String, Weight.Named> named = new LinkedHashMap<>();
        for (Node node : nodes) {
            List<Type> inputs =
                    node.inputs().stream().map(indexes::get).map(found::get).toList();
            found.add(TypeRule.typeOf(node, inputs));
            indexes.put(node.name(), indexes.size());
            node.op().weights().forEach(weight -> weight.forEachNamed(one -> addWeight(named, one, node)));
        }
        this.types = List.copyOf(found);
        this.weights = Collections.unmodifiableSequencedMap(named);
    }

    /**
     * The graph of the given nodes, as far as the outputs need them.
     *
     * @param nodes in any order; names are unique
     * @param outputs name of the node by name of the output
     * @throws InvalidGraph naming the node: a missing input, a cycle, two nodes of one name, types that do not fit, one
     *     weight name with two shapes
     */
    public static Graph of(Collection<Node> nodes, Map<String, String> outputs) {
        Map<String, Node> byName = new HashMap<>();
        for (Node node : nodes) {
            if (byName.put(node.name(), node) != null) {
                throw new InvalidGraph("two nodes are named " + node.name());
            }
        }
        if (outputs.isEmpty()) {
            throw new InvalidGraph("a graph needs at least one output");
        }
        SequencedMap<String, String> sorted = new TreeMap<>(outputs);
        return new Graph(new CanonicalOrder(byName).from(sorted), sorted);
    }

    /** The nodes in canonical order, each after the nodes it reads. */
    public List<Node> nodes() {
        return nodes;
    }

    /** The name of the node by name of the output, in the order of the output names. */
    public SequencedMap<String, String> outputs() {
        return outputs;
    }

    /** Every named weight that the graph reads, in canonical order. */
    public SequencedMap<String, Weight.Named> weights() {
        return weights;
    }

    /** Index of a node in {@link #nodes()}. */
    public int index(String node) {
        Integer index = indexes.get(node);
        if (index == null) {
            throw new InvalidGraph("no node is named " + node);
        }
        return index;
    }

    /** The node of that name, if the graph has it. */
    public Optional<Node> find(String name) {
        return Optional.ofNullable(indexes.get(name)).map(nodes::get);
    }

    /** The node of that name. */
    public Node node(String name) {
        return nodes.get(index(name));
    }

    /** The type of a node's result. */
    public Type type(String node) {
        return types.get(index(node));
    }

    /** The type of the result of the node at an index of {@link #nodes()}. */
    public Type type(int index) {
        return types.get(index);
    }

    /** The type of an output. */
    public Type outputType(String output) {
        return type(outputNode(output));
    }

    /** Name of the node that gives an output. */
    public String outputNode(String output) {
        String node = outputs.get(output);
        if (node == null) {
            throw new InvalidGraph("no output is named " + output + "; there are " + outputs.keySet());
        }
        return node;
    }

    /** For each node, by index, the indexes of the nodes it reads. */
    public List<List<Integer>> inputIndexes() {
        return nodes.stream()
                .map(node -> node.inputs().stream().map(this::index).toList())
                .toList();
    }

    /** The graph of these outputs only, without the nodes that only other outputs need. */
    public Graph keep(Set<String> names) {
        if (names.equals(outputs.keySet())) {
            return this;
        }
        SequencedMap<String, String> kept = new TreeMap<>();
        names.forEach(name -> kept.put(name, outputNode(name)));
        return of(nodes, kept);
    }

    /** SHA-256 of the canonical JSON, in hexadecimal. */
    public String hash() {
        return GraphJson.hash(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Graph graph && nodes.equals(graph.nodes) && outputs.equals(graph.outputs);
    }

    @Override
    public int hashCode() {
        return 31 * nodes.hashCode() + outputs.hashCode();
    }

    @Override
    public String toString() {
        return Text.format("Graph[%d nodes, %d weights, outputs %s]", nodes.size(), weights.size(), outputs.keySet());
    }

    private static void addWeight(Map<String, Weight.Named> named, Weight.Named weight, Node node) {
        Weight.Named known = named.putIfAbsent(weight.name(), weight);
        if (known != null && !known.equals(weight)) {
            throw new InvalidGraph(Text.format(
                    "node %s: weight %s is %s of shape %s here, and %s of shape %s elsewhere",
                    node.name(), weight.name(), weight.role(), weight.shape(), known.role(), known.shape()));
        }
    }

    /** Depth-first order, without recursion: a graph may be a chain of tens of thousands. */
    private record CanonicalOrder(Map<String, Node> byName) {

        private record Visit(Node node, int[] next) {}

        List<Node> from(SequencedMap<String, String> outputs) {
            List<Node> ordered = new ArrayList<>(byName.size());
            Map<String, Boolean> done = new HashMap<>();
            for (Map.Entry<String, String> output : outputs.entrySet()) {
                Node start = byName.get(output.getValue());
                if (start == null) {
                    throw new InvalidGraph(
                            Text.format("output %s: no node is named %s", output.getKey(), output.getValue()));
                }
                visit(start, done, ordered);
            }
            return ordered;
        }

        private void visit(Node start, Map<String, Boolean> done, List<Node> ordered) {
            Deque<Visit> open = new ArrayDeque<>();
            enter(start, done, open);
            while (!open.isEmpty()) {
                Visit visit = open.element();
                if (visit.next[0] == visit.node.inputs().size()) {
                    open.remove();
                    done.put(visit.node.name(), true);
                    ordered.add(visit.node);
                    continue;
                }
                String name = visit.node.inputs().get(visit.next[0]++);
                Node input = byName.get(name);
                if (input == null) {
                    throw new InvalidGraph(Text.format("node %s: its input %s is missing", visit.node.name(), name));
                }
                enter(input, done, open);
            }
        }

        private static void enter(Node node, Map<String, Boolean> done, Deque<Visit> open) {
            Boolean finished = done.putIfAbsent(node.name(), false);
            if (finished == null) {
                open.addFirst(new Visit(node, new int[1]));
            } else if (!finished) {
                throw new InvalidGraph("node " + node.name() + ": it reads its own result (a cycle)");
            }
        }
    }

    @JsonCreator
    private static Graph of(GraphJson.Document document) {
        return document.graph();
    }

    @JsonValue
    private GraphJson.Document document() {
        return GraphJson.Document.of(this);
    }
}
