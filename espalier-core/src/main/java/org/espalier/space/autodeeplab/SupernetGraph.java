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
import org.espalier.graph.Style;
import org.espalier.graph.Value;
import org.espalier.space.OpenChoices;
import org.espalier.space.Relaxation;
import org.espalier.space.Supernet;
import org.espalier.space.autodeeplab.SupernetConfig.BorderInputs;
import org.espalier.space.autodeeplab.SupernetConfig.PathWeights;
import org.espalier.space.autodeeplab.SupernetConfig.SearchStem;
import org.espalier.space.cell.CellChoices;
import org.espalier.space.operation.CandidateSet;
import org.espalier.space.trellis.Trellis;
import org.espalier.space.trellis.Trellis.Node;
import org.espalier.text.Text;

/**
 * The supernet (Auto-DeepLab, sections 3 and 4.1): a cell at every node of the trellis, applied once for each
 * transition into it with the same weights, the results weighted by the transitions' weights; one head per level at the
 * end, with class scores summed.
 */
final class SupernetGraph {

    private final SupernetConfig config;
    private final Trellis trellis;
    private final CandidateSet candidates;
    private final GraphBuilder builder;
    private final OpenChoices choices;
    private final Style cellStyle;
    private final TransitionChoices transitions;
    private final List<Value> edgeWeights;
    private final Map<Node, Value> outputs = new HashMap<>();

    /** What all paths to a node weigh together, [1]; none for the stem, which all paths come from. */
    private final Map<Node, Value> reached = new HashMap<>();

    SupernetGraph(SupernetConfig config, Trellis trellis, CandidateSet candidates, Relaxation relaxation) {
        this.config = config;
        this.trellis = trellis;
        this.candidates = candidates;
        Style style = Style.DEFAULT.withNormalization(config.epsilon(), config.momentum());
        this.builder = new GraphBuilder(style);
        this.choices = new OpenChoices(builder, relaxation);
        this.cellStyle = style.withAffine(false);
        this.edgeWeights = new CellChoices(config.blocks(), candidates.names()).open(choices);
        this.transitions = TransitionChoices.open(builder, choices, trellis, config.storedTransitions());
    }

    /**
     * Builds the supernet.
     *
     * @param depths numbers of layers to choose from; empty if all networks have the same
     */
    Supernet build(int classes, Optional<List<String>> depths) {
        Value beforeStem = stem();
        for (Node node : trellis.nodes()) {
            outputs.put(node, mixedCell(node, beforeStem));
        }
        SearchHead head = new SearchHead(config.heads(), config.headRate(), classes);
        Value scores = depths.map(options -> {
                    List<Value> exits = options.stream()
                            .map(depth -> exit(head, builder.scope("exit_" + depth), Integer.parseInt(depth)))
                            .toList();
                    return builder.scope("exits").mix(exits, choices.open(AutoDeepLab.DEPTH, options));
                })
                .orElseGet(() -> exit(head, builder.scope(""), trellis.layers()));
        builder.output(Supernet.LOGITS, scores);
        return choices.build();
    }

    /** The class scores of all levels after a layer, summed. */
    private Value exit(SearchHead head, Scope place, int layer) {
        List<Value> scores = new ArrayList<>();
        for (int level = 0; level <= trellis.deepest(layer); level++) {
            Scope scope = place.child("aspp_s" + Trellis.stride(level));
            scores.add(head.apply(scope, at(outputs, new Node(layer, level))));
        }
        Scope heads = place.child("heads");
        return switch (config.pathWeights()) {
            case TRANSITIONS -> heads.sum(scores);
            case PATHS ->
                heads.mix(
                        scores,
                        heads.concat(IntStream.rangeClosed(0, trellis.deepest(layer))
                                .mapToObj(level -> at(reached, new Node(layer, level)))
                                .toList()));
        };
    }

    /** Builds the stem; H^0 becomes the output of layer 0, H^{-1} is returned. */
    private Value stem() {
        Scope scope = builder.scope("stem");
        List<Integer> strides = config.stem() == SearchStem.TWO_LAYER ? List.of(2, 2) : List.of(2, 1, 2);
        List<Value> results = new ArrayList<>();
        Value x = builder.image();
        for (int index = 0; index < strides.size(); index++) {
            int channels = config.stemChannels().get(index);
            Value conv = scope.convolve("conv", x, channels, 3, strides.get(index), 1, 1, config.stemBias());
            x = scope.relu(scope.normalize(conv));
            results.add(x);
        }
        outputs.put(new Node(0, 0), results.getLast());
        return results.get(results.size() - 2);
    }

    private Value mixedCell(Node node, Value beforeStem) {
        Scope scope = builder.scope(Text.format("cell_%d_s%d", node.layer(), Trellis.stride(node.level())))
                .styled(cellStyle);
        SearchCell cell = new SearchCell(config, candidates, edgeWeights);
        Optional<Value> beforeLast = beforeLast(node, beforeStem)
                .map(x -> cell.squeeze(scope.child("before_last"), x, Trellis.stride(node.level())));
        List<Value> results = new ArrayList<>();
        List<Value> weights = new ArrayList<>();
        for (int from : trellis.predecessors(node)) {
            Node origin = new Node(node.layer() - 1, from);
            String name = "from_s" + Trellis.stride(from);
            Value last = cell.squeeze(scope.child(name), at(outputs, origin), Trellis.stride(node.level()));
            results.add(cell.apply(scope.variant(name), beforeLast, last));
            weights.add(ofPaths(scope, transitions.weight(scope, origin, node), origin));
        }
        if (config.pathWeights() == PathWeights.PATHS) {
            reached.put(node, scope.sum(weights));
        }
        return scope.mix(results, scope.concat(weights));
    }

    private Value ofPaths(Scope scope, Value transition, Node origin) {
        boolean single = config.pathWeights() == PathWeights.TRANSITIONS || origin.layer() == 0;
        return single ? transition : scope.multiply(transition, at(reached, origin));
    }

    /** H^{l-2}: of the node's own level, or its replacement; empty where the edges are absent. */
    private Optional<Value> beforeLast(Node node, Value beforeStem) {
        int layer = node.layer() - 2;
        if (trellis.contains(layer, node.level())) {
            return Optional.of(at(outputs, new Node(layer, node.level())));
        }
        if (config.borderInputs() == BorderInputs.ABSENT) {
            return Optional.empty();
        }
        return Optional.of(layer < 0 ? beforeStem : at(outputs, new Node(layer, trellis.deepest(layer))));
    }

    private static Value at(Map<Node, Value> values, Node node) {
        return Objects.requireNonNull(values.get(node), () -> node + " has not been built");
    }
}
