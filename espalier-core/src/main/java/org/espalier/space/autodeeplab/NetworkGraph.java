package org.espalier.space.autodeeplab;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.space.cell.CellBlocks;
import org.espalier.space.cell.CellGenotype.Edge;
import org.espalier.space.operation.CandidateSet;
import org.espalier.space.trellis.Trellis;

/**
 * The retrained network: stem, one cell per layer of the path, ReLU, DeepLabv3+ head. A cell that halves the resolution
 * does so in its operations on the cell's inputs; one that doubles it gets its input upsampled.
 */
final class NetworkGraph {

    private final AutoDeepLabArchitecture architecture;
    private final NetworkConfig config;
    private final CandidateSet candidates;
    private final GraphBuilder builder = NetworkParts.builder();

    NetworkGraph(AutoDeepLabArchitecture architecture, NetworkConfig config, CandidateSet candidates) {
        this.architecture = architecture;
        this.config = config;
        this.candidates = candidates;
    }

    Graph build(int classes) {
        NetworkParts parts = new NetworkParts(config, builder);
        List<Value> outputs = new ArrayList<>(parts.stem());
        for (int layer = 1; layer <= architecture.path().size(); layer++) {
            outputs.add(cell(parts.cell("cell_" + (layer - 1)), layer, outputs));
        }
        Value context = parts.context("aspp", outputs.getLast());
        Value lowLevel = parts.lowLevel("decoder.low_level", outputs.get(1 + architecture.lowLevelLayer()));
        parts.classify(context, lowLevel, classes);
        return builder.build();
    }

    private Value cell(Scope scope, int layer, List<Value> outputs) {
        int level = architecture.path().get(layer - 1);
        int stride = Trellis.stride(level);
        int channels = config.channels().get(level);
        Value last = NetworkParts.last(scope, outputs.getLast(), stride);
        Value beforeLast =
                NetworkParts.beforeLast(scope, "before_last", outputs.get(outputs.size() - 2), last, channels);
        Value squeezed = NetworkParts.squeeze(scope.child("last"), last, channels);
        return CellBlocks.decided(
                scope,
                List.of(beforeLast, squeezed),
                architecture.cell(),
                (place, edge, x) -> edge(place, edge, x, stride, layer));
    }

    private Value edge(Scope scope, Edge edge, Value x, int stride, int layer) {
        Value result = candidates.get(edge.operation()).apply(scope.child(edge.operation()), x, stride / x.stride());
        double keep = 1 - (double) layer / architecture.path().size() * (1 - config.dropPathKeep());
        return result.node().equals(x.node()) ? result : scope.dropPath(result, keep);
    }
}
