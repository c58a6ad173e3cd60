package org.espalier.space.gas;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Style;
import org.espalier.graph.Value;
import org.espalier.space.Supernet;
import org.espalier.space.head.Aspp;

/** Stem, cells, ASPP and classifier, for both the supernet and the network: they differ in their edges. */
final class GasGraph {

    /** The function on an edge. */
    @FunctionalInterface
    interface Edge {

        /**
         * Builds the edge.
         *
         * @param scope the edge's own scope
         * @param stride 1, or 2 to halve the resolution
         * @param cell number of its cell
         * @param edge its number there
         * @return of x's channels
         */
        Value apply(Scope scope, Value x, int stride, int cell, int edge);
    }

    private final GasConfig config;
    private final GraphBuilder builder;
    private final Edge edges;

    GasGraph(GasConfig config, GraphBuilder builder, Edge edges) {
        this.config = config;
        this.builder = builder;
        this.edges = edges;
    }

    /** The style of such graphs. */
    static Style style(GasConfig config) {
        return Style.DEFAULT.withNormalization(config.epsilon(), config.momentum());
    }

    /** Builds the graph up to the output {@code logits}. */
    void build(int classes) {
        List<Value> outputs = new ArrayList<>();
        Value stem = stem(builder.scope("stem"));
        outputs.add(stem);
        outputs.add(stem);
        for (int cell = 0; cell < config.cells(); cell++) {
            int stride = config.reductions().contains(cell) ? 2 : 1;
            outputs.add(cell(builder.scope("cell_" + cell), cell, config.channels(cell), stride, outputs));
        }
        Scope place = builder.scope("aspp");
        Aspp aspp = new Aspp(config.asppChannels(), config.asppRates(), config.asppForm(), config.dropoutKeep());
        Value context = aspp.apply(place, place.relu(outputs.getLast()));
        Scope classifier = builder.scope("classifier");
        builder.output(Supernet.LOGITS, classifier.resize(classifier.classifier(context, classes), 1));
    }

    /** Three convolutions; the last one has no ReLU, because all parts of cells start with one. */
    private Value stem(Scope scope) {
        Value x = builder.image();
        for (int index = 0; index < config.stemChannels().size(); index++) {
            Value in = index == 0 ? x : scope.relu(x);
            int channels = config.stemChannels().get(index);
            x = scope.normalize(scope.conv(in, channels, 3, config.stemStrides().get(index)));
        }
        return x;
    }

    private Value cell(Scope scope, int cell, int channels, int stride, List<Value> outputs) {
        Value last = outputs.getLast();
        List<Value> states = new ArrayList<>();
        states.add(squeezed(scope.child("before_last"), outputs.get(outputs.size() - 2), channels, last.stride()));
        states.add(squeezed(scope.child("last"), last, channels, last.stride()));
        for (int node = 0; node < config.nodes(); node++) {
            List<Value> results = new ArrayList<>();
            for (int state = 0; state < states.size(); state++) {
                int edge = GasCell.edge(node, state);
                int step = state < GasCell.INPUTS ? stride : 1;
                results.add(edges.apply(scope.child("edge_" + edge), states.get(state), step, cell, edge));
            }
            states.add(scope.child("node_" + node).sum(results));
        }
        return scope.concat(states.subList(GasCell.INPUTS, states.size()));
    }

    /**
     * Brings an input to the cell's width and, if a reduction lies between the inputs, to the same resolution: ReLU, 1
     * x 1, normalisation (DARTS).
     */
    private static Value squeezed(Scope scope, Value x, int channels, int stride) {
        return scope.normalize(scope.conv(scope.relu(x), channels, 1, stride / x.stride()));
    }
}
