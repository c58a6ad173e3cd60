package org.espalier.pass;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Type;
import org.espalier.graph.Weight;

/**
 * A graph split in two: a part with frozen weights only, whose results for an image never change, and the rest, which
 * reads them.
 *
 * @param features the first part; its outputs are the values that the rest reads, under the names of their nodes
 * @param rest the second part, in which inputs of these names replace them
 */
public record ConstantPart(Graph features, Graph rest) {

    /**
     * Splits a graph.
     *
     * @param frozen which weights never change
     * @return empty if the frozen part is only the image itself
     */
    public static Optional<ConstantPart> of(Graph graph, Predicate<Weight.Named> frozen) {
        Set<String> constant = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (isConstant(node, constant, frozen)) {
                constant.add(node.name());
            }
        }
        Set<String> read = new LinkedHashSet<>(graph.outputs().values());
        graph.nodes().stream()
                .filter(node -> !constant.contains(node.name()))
                .forEach(node -> read.addAll(node.inputs()));
        List<String> cut = read.stream()
                .filter(name -> constant.contains(name) && isMap(graph.type(name)))
                .toList();
        return cut.isEmpty() ? Optional.empty() : Optional.of(at(cut, graph));
    }

    private static boolean isConstant(Node node, Set<String> constant, Predicate<Weight.Named> frozen) {
        boolean isImage = node.op() instanceof Op.Input && node.name().equals(GraphBuilder.IMAGE);
        boolean moves = node.op() instanceof Op.BatchNorm norm && norm.statistics() == Op.BatchNorm.Statistics.BATCH;
        List<Weight.Named> weights = new ArrayList<>();
        node.op().weights().forEach(weight -> weight.forEachNamed(weights::add));
        return isImage
                || !node.inputs().isEmpty()
                        && constant.containsAll(node.inputs())
                        && !moves
                        && weights.stream().allMatch(frozen);
    }

    /** A feature map, other than the image and its normalised form. */
    private static boolean isMap(Type type) {
        return type instanceof Type.Features features && features.stride() > 1;
    }

    private static ConstantPart at(List<String> cut, Graph graph) {
        Map<String, String> outputs = new TreeMap<>();
        cut.forEach(name -> outputs.put(name, name));
        List<Node> rest = new ArrayList<>();
        for (Node node : graph.nodes()) {
            rest.add(
                    cut.contains(node.name())
                            ? new Node(node.name(), new Op.Input(graph.type(node.name())), List.of())
                            : node);
        }
        return new ConstantPart(Graph.of(graph.nodes(), outputs), Graph.of(rest, graph.outputs()));
    }
}
