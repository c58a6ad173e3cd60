package org.espalier.space.autodeeplab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.space.OpenChoices;
import org.espalier.space.Relaxation;
import org.espalier.space.Supernet;
import org.espalier.space.autodeeplab.SupernetConfig.PathWeights;
import org.espalier.space.cell.CellBlocks;
import org.espalier.space.cell.CellChoices;
import org.espalier.space.operation.CandidateSet;
import org.espalier.space.trellis.Trellis;
import org.espalier.space.trellis.Trellis.Node;
import org.espalier.text.Text;

/**
 * A supernet in the shape of the retrained network, ours: with the choices of one architecture it is that network, node
 * by node. In place of a cell at every node of the trellis it has one for every transition, with weights of its own, as
 * stride and inputs of a network's cell depend on where its path comes from. Such a cell's H^{l-2} is the mean of the
 * outputs that its path may have passed before, weighted by their transitions. The decoder is the network's; the maps
 * that it reads are means over the paths.
 */
final class NetworkSupernetGraph {

    private final SupernetConfig config;
    private final NetworkConfig widths;
    private final Trellis trellis;
    private final CandidateSet candidates;
    private final GraphBuilder builder = NetworkParts.builder();
    private final OpenChoices choices;
    private final NetworkParts parts;
    private final TransitionChoices transitions;
    private final List<Value> edgeWeights;
    private final Value beforeStem;
    private final Map<Node, Value> outputs = new HashMap<>();

    /** The decoder's low-level features of the paths to a node. */
    private final Map<Node, Value> lowLevels = new HashMap<>();

    /** What all paths to a node weigh together, [1]; none for the stem, which all paths come from. */
    private final Map<Node, Value> reached = new HashMap<>();

    NetworkSupernetGraph(
            SupernetConfig config,
            NetworkConfig widths,
            Trellis trellis,
            CandidateSet candidates,
            Relaxation relaxation) {
        this.config = config;
        this.widths = widths;
        this.trellis = trellis;
        this.candidates = candidates;
        this.choices = new OpenChoices(builder, relaxation);
        this.parts = new NetworkParts(widths, builder);
        this.edgeWeights = new CellChoices(config.blocks(), candidates.names()).open(choices);
        this.transitions = TransitionChoices.open(builder, choices, trellis, config.storedTransitions());
        List<Value> stem = parts.stem();
        this.beforeStem = stem.getFirst();
        Node start = new Node(0, 0);
        outputs.put(start, stem.getLast());
        lowLevels.put(start, parts.lowLevel("low_level_0", stem.getLast()));
    }

    /**
     * Builds the supernet.
     *
     * @param depths numbers of layers to choose from; empty if all networks have the same
     */
    Supernet build(int classes, Optional<List<String>> depths) {
        for (Node node : trellis.nodes()) {
            outputs.put(node, output(node));
            lowLevels.put(node, lowLevel(node));
        }
        Optional<Value> byDepth = depths.map(options -> choices.open(AutoDeepLab.DEPTH, options));
        List<Integer> last = depths.map(
                        options -> options.stream().map(Integer::parseInt).toList())
                .orElse(List.of(trellis.layers()));
        Scope heads = builder.scope("heads");
        Value context = overDepths(heads, last.stream().map(this::context).toList(), byDepth);
        Value lowLevel = overDepths(
                heads,
                last.stream().map(layer -> overLevels(heads, layer, lowLevels)).toList(),
                byDepth);
        parts.classify(context, lowLevel, classes);
        return choices.build();
    }

    private static Value overDepths(Scope scope, List<Value> values, Optional<Value> weights) {
        return weights.map(own -> scope.mix(values, own)).orElseGet(values::getFirst);
    }

    /** The mean over the levels of a layer, by the weights of all paths to them. */
    private Value overLevels(Scope scope, int layer, Map<Node, Value> values) {
        List<Node> nodes = nodes(layer);
        return scope.mix(
                nodes.stream().map(node -> at(values, node)).toList(),
                scope.concat(nodes.stream().map(node -> at(reached, node)).toList()));
    }

    private List<Node> nodes(int layer) {
        return IntStream.rangeClosed(0, trellis.deepest(layer))
                .mapToObj(level -> new Node(layer, level))
                .toList();
    }

    /** The context of networks that end after a layer, at stride 4. */
    private Value context(int layer) {
        Scope heads = builder.scope("heads");
        Map<Node, Value> contexts = new HashMap<>();
        for (Node node : nodes(layer)) {
            String name = Text.format("aspp_%d_s%d", layer, Trellis.stride(node.level()));
            contexts.put(node, heads.resize(parts.context(name, at(outputs, node)), Trellis.stride(0)));
        }
        return overLevels(heads, layer, contexts);
    }

    /** The mean of the cells of all transitions into a node. */
    private Value output(Node node) {
        Scope scope = builder.scope(name(node));
        List<Value> results = new ArrayList<>();
        List<Value> weights = new ArrayList<>();
        List<Value> paths = new ArrayList<>();
        for (Node from : before(node)) {
            results.add(cell(node, from));
            Value transition = transitions.weight(scope, from, node);
            Value path = from.layer() == 0 ? transition : scope.multiply(transition, at(reached, from));
            paths.add(path);
            weights.add(config.pathWeights() == PathWeights.PATHS ? path : transition);
        }
        reached.put(node, scope.sum(paths));
        return scope.mix(results, scope.concat(weights));
    }

    private Value cell(Node node, Node from) {
        Scope scope = parts.cell(name(node) + "_from_s" + Trellis.stride(from.level()));
        int stride = Trellis.stride(node.level());
        int channels = widths.channels().get(node.level());
        Value last = NetworkParts.last(scope, at(outputs, from), stride);
        Value beforeLast = beforeLast(scope, from, last, channels);
        Value squeezed = NetworkParts.squeeze(scope.child("last"), last, channels);
        return CellBlocks.open(
                scope,
                List.of(Optional.of(beforeLast), Optional.of(squeezed)),
                config.blocks(),
                (place, edge, input, x) -> candidates.mixed(place, x, stride / x.stride(), edgeWeights.get(edge)));
    }

    /** H^{l-2}: the mean of what may have come before {@code from}, by the transitions to it. */
    private Value beforeLast(Scope scope, Node from, Value last, int channels) {
        if (from.layer() == 0) {
            return NetworkParts.beforeLast(scope, "before_last", beforeStem, last, channels);
        }
        List<Node> origins = before(from);
        List<Value> maps = origins.stream()
                .map(origin -> NetworkParts.beforeLast(
                        scope, "before_last_s" + Trellis.stride(origin.level()), at(outputs, origin), last, channels))
                .toList();
        List<Value> weights = origins.stream()
                .map(origin -> transitions.weight(scope, origin, from))
                .toList();
        return origins.size() == 1 ? maps.getFirst() : scope.mix(maps, scope.concat(weights));
    }

    /** That of the node's own output if a decoder may read it, else the mean of those before. */
    private Value lowLevel(Node node) {
        if (node.level() == 0 && node.layer() <= AutoDeepLabArchitecture.LOW_LEVEL_LAYER) {
            return parts.lowLevel("low_level_" + node.layer(), at(outputs, node));
        }
        Scope scope = builder.scope(name(node)).child("low_level");
        List<Node> origins = before(node);
        return scope.mix(
                origins.stream().map(origin -> at(lowLevels, origin)).toList(),
                scope.concat(origins.stream()
                        .map(origin -> transitions.weight(scope, origin, node))
                        .toList()));
    }

    private List<Node> before(Node node) {
        return trellis.predecessors(node).stream()
                .map(level -> new Node(node.layer() - 1, level))
                .toList();
    }

    private static String name(Node node) {
        return Text.format("cell_%d_s%d", node.layer(), Trellis.stride(node.level()));
    }

    private static Value at(Map<Node, Value> values, Node node) {
        return Objects.requireNonNull(values.get(node), () -> node + " has not been built");
    }
}
