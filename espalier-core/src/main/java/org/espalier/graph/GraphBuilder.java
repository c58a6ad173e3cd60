package org.espalier.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Collects the nodes of a graph; functions that build blocks use only {@link Scope}s. Not thread-safe. */
public final class GraphBuilder {

    /** Name of the image input of every network. */
    public static final String IMAGE = "image";

    private final SequencedMap<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Type> types = new HashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<String, String> outputs = new TreeMap<>();
    private final Style style;

    /** A builder in the default style. */
    public GraphBuilder() {
        this(Style.DEFAULT);
    }

    /** A builder whose scopes start in the given style. */
    public GraphBuilder(Style style) {
        this.style = style;
    }

    /** The outermost scope of that name; an empty name stands for the graph itself. */
    public Scope scope(String name) {
        return new Scope(this, name, name, style);
    }

    /** The raw RGB image, [N, 3, H, W] with values 0..255, normalised per channel: {@code (x - mean) / deviation}. */
    public Value image(List<Double> mean, List<Double> deviation) {
        Value raw = shared(IMAGE, new Op.Input(new Type.Features(3, 1)));
        return add(unusedName("normalize"), new Op.Normalize(mean, deviation), raw);
    }

    /** The raw RGB image scaled to [-1, 1]. */
    public Value image() {
        return image(List.of(127.5, 127.5, 127.5), List.of(127.5, 127.5, 127.5));
    }

    /** An input that the caller feeds under this name. */
    public Value input(String name, Type type) {
        return shared(name, new Op.Input(type));
    }

    /** Names a value as an output of the graph. */
    public void output(String name, Value value) {
        if (outputs.put(name, value.node()) != null) {
            throw new InvalidGraph("two outputs are named " + name);
        }
    }

    /** Builds the graph of all nodes that the outputs need. */
    public Graph build() {
        return Graph.of(nodes.values(), outputs);
    }

    /**
     * The node of that name if there is one with the same operation, else a new one: weights and inputs are one node
     * each.
     */
    Value shared(String name, Op op) {
        Node known = nodes.get(name);
        if (known != null && known.op().equals(op)) {
            return new Value(name, Objects.requireNonNull(types.get(name)));
        }
        return add(name, op);
    }

    Value add(String name, Op op, Value... inputs) {
        Node node = new Node(name, op, Arrays.stream(inputs).map(Value::node).toList());
        Type type =
                TypeRule.typeOf(node, List.of(inputs).stream().map(Value::type).toList());
        if (nodes.putIfAbsent(name, node) != null) {
            throw new InvalidGraph("two nodes are named " + name);
        }
        types.put(name, type);
        return new Value(name, type);
    }

    /** The name itself, or with the first free number: {@code relu}, {@code relu_2}, {@code relu_3}. */
    String unusedName(String name) {
        int count = taken.merge(name, 1, Integer::sum);
        return count == 1 ? name : name + "_" + count;
    }
}
