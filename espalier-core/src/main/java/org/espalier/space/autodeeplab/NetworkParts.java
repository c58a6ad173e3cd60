package org.espalier.space.autodeeplab;

import java.util.List;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Initializer;
import org.espalier.graph.Scope;
import org.espalier.graph.Style;
import org.espalier.graph.Value;
import org.espalier.space.Supernet;
import org.espalier.space.head.Aspp;
import org.espalier.space.head.DeepLabHead;

/**
 * What the retrained network and the supernet in its shape have in common, as in the authors' code (tensorflow/models,
 * research/deeplab, nas_network.py and nas_cell.py).
 */
final class NetworkParts {

    /** The style of stem, cells and head, but for their normalisations. */
    private static final Style PLAIN = Style.DEFAULT.withKernels(Initializer.UNIFORM_FAN_IN);

    private final NetworkConfig config;
    private final GraphBuilder builder;
    private final Style body;
    private final Style head;
    private final DeepLabHead deepLab;

    NetworkParts(NetworkConfig config, GraphBuilder builder) {
        this.config = config;
        this.builder = builder;
        this.body = PLAIN.withNormalization(config.epsilon(), config.momentum());
        this.head = PLAIN.withNormalization(config.headEpsilon(), config.momentum());
        this.deepLab = new DeepLabHead(
                new Aspp(config.asppChannels(), config.asppRates(), config.asppForm(), config.dropoutKeep()),
                config.lowLevelChannels());
    }

    /** A builder of such graphs. */
    static GraphBuilder builder() {
        return new GraphBuilder(PLAIN);
    }

    /** H^{-1} at stride 2 and H^0 at stride 4, both before their ReLU, because every operation starts with one. */
    List<Value> stem() {
        Scope scope = builder.scope("stem").styled(body);
        List<Integer> channels = config.stemChannels();
        Value first = scope.normalize(scope.conv(builder.image(), channels.get(0), 3, 2));
        Value second = scope.normalize(scope.conv(scope.relu(first), channels.get(1), 3, 1));
        Value third = scope.normalize(scope.conv(scope.relu(second), channels.get(2), 3, 2));
        return List.of(second, third);
    }

    /** The scope of a cell. */
    Scope cell(String name) {
        return builder.scope(name).styled(body);
    }

    /** H^{l-1} as a cell at a stride reads it: upsampled to it, or as it is if the cell's operations halve it. */
    static Value last(Scope scope, Value x, int stride) {
        return x.stride() > stride ? scope.resize(x, stride) : x;
    }

    /**
     * H^{l-2} at the resolution of {@link #last} and with the cell's channels.
     *
     * @param name of the scope of the convolution that it may need
     */
    static Value beforeLast(Scope scope, String name, Value x, Value last, int channels) {
        Value sized = scope.resize(x, last.stride());
        return sized.channels() == channels ? sized : squeeze(scope.child(name), sized, channels);
    }

    /** ReLU, 1 x 1 convolution, normalisation. */
    static Value squeeze(Scope scope, Value x, int channels) {
        return scope.normalize(scope.pointwise(scope.relu(x), channels));
    }

    /** The head's context of a last layer's output. */
    Value context(String name, Value x) {
        Scope aspp = builder.scope(name).styled(head);
        return deepLab.context(aspp, aspp.relu(x));
    }

    /** The decoder's low-level features of a map at stride 4. */
    Value lowLevel(String name, Value x) {
        return deepLab.lowLevel(builder.scope(name).styled(head), x);
    }

    /** Adds the output {@code logits}. */
    void classify(Value context, Value lowLevel, int classes) {
        Value refined = deepLab.decoder(builder.scope("decoder").styled(head), context, lowLevel);
        Scope classifier = builder.scope("classifier");
        builder.output(Supernet.LOGITS, classifier.resize(classifier.classifier(refined, classes), 1));
    }
}
