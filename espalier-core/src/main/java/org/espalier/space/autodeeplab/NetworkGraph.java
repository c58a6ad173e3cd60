package org.espalier.space.autodeeplab;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Initializer;
import org.espalier.graph.Scope;
import org.espalier.graph.Style;
import org.espalier.graph.Value;
import org.espalier.space.Supernet;
import org.espalier.space.cell.CellBlocks;
import org.espalier.space.cell.CellGenotype.Edge;
import org.espalier.space.head.Aspp;
import org.espalier.space.head.DeepLabHead;
import org.espalier.space.operation.CandidateSet;
import org.espalier.space.trellis.Trellis;

/**
 * The retrained network, as in the authors' code (tensorflow/models, research/deeplab, nas_network.py and nas_cell.py):
 * stem, one cell per layer of the path, ReLU, DeepLabv3+ head. A cell that halves the resolution does so in its
 * operations on the cell's inputs; one that doubles it gets its input upsampled.
 */
final class NetworkGraph {

    private final AutoDeepLabArchitecture architecture;
    private final NetworkConfig config;
    private final CandidateSet candidates;
    private final GraphBuilder builder = new GraphBuilder(Style.DEFAULT.withKernels(Initializer.UNIFORM_FAN_IN));

    NetworkGraph(AutoDeepLabArchitecture architecture, NetworkConfig config, CandidateSet candidates) {
        this.architecture = architecture;
        this.config = config;
        this.candidates = candidates;
    }

    Graph build(int classes) {
        Style body = Style.DEFAULT
                .withKernels(Initializer.UNIFORM_FAN_IN)
                .withNormalization(config.epsilon(), config.momentum());
        Style head = body.withNormalization(config.headEpsilon(), config.momentum());
        List<Value> outputs = stem(builder.scope("stem").styled(body));
        for (int layer = 1; layer <= architecture.path().size(); layer++) {
            outputs.add(cell(builder.scope("cell_" + (layer - 1)).styled(body), layer, outputs));
        }
        DeepLabHead deepLab = new DeepLabHead(
                new Aspp(config.asppChannels(), config.asppRates(), config.asppForm(), config.dropoutKeep()),
                config.lowLevelChannels());
        Scope aspp = builder.scope("aspp").styled(head);
        Value context = deepLab.context(aspp, aspp.relu(outputs.getLast()));
        Value lowLevel = outputs.get(1 + architecture.lowLevelLayer());
        Value refined = deepLab.decoder(builder.scope("decoder").styled(head), context, lowLevel);
        Scope classifier = builder.scope("classifier");
        builder.output(Supernet.LOGITS, classifier.resize(classifier.classifier(refined, classes), 1));
        return builder.build();
    }

    /** H^{-1} at stride 2 and H^0 at stride 4, both before their ReLU, because every operation starts with one. */
    private List<Value> stem(Scope scope) {
        List<Integer> channels = config.stemChannels();
        Value first = scope.normalize(scope.conv(builder.image(), channels.get(0), 3, 2));
        Value second = scope.normalize(scope.conv(scope.relu(first), channels.get(1), 3, 1));
        Value third = scope.normalize(scope.conv(scope.relu(second), channels.get(2), 3, 2));
        return new ArrayList<>(List.of(second, third));
    }

    private Value cell(Scope scope, int layer, List<Value> outputs) {
        int level = architecture.path().get(layer - 1);
        int stride = Trellis.stride(level);
        int channels = config.channels().get(level);
        Value last = outputs.getLast();
        if (last.stride() > stride) {
            last = scope.resize(last, stride);
        }
        Value beforeLast = scope.resize(outputs.get(outputs.size() - 2), last.stride());
        List<Value> states = new ArrayList<>();
        states.add(
                beforeLast.channels() == channels
                        ? beforeLast
                        : squeeze(scope.child("before_last"), beforeLast, channels));
        states.add(squeeze(scope.child("last"), last, channels));
        return CellBlocks.decided(
                scope, states, architecture.cell(), (place, edge, x) -> edge(place, edge, x, stride, layer));
    }

    private static Value squeeze(Scope scope, Value x, int channels) {
        return scope.normalize(scope.pointwise(scope.relu(x), channels));
    }

    private Value edge(Scope scope, Edge edge, Value x, int stride, int layer) {
        Value result = candidates.get(edge.operation()).apply(scope.child(edge.operation()), x, stride / x.stride());
        double keep = 1 - (double) layer / architecture.path().size() * (1 - config.dropPathKeep());
        return result.node().equals(x.node()) ? result : scope.dropPath(result, keep);
    }
}
