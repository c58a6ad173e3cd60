package org.espalier.search;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.random.Seed;
import org.espalier.space.ChoiceWeights;
import org.espalier.space.OpenChoices;
import org.espalier.space.Relaxation;
import org.espalier.space.SearchSpace;
import org.espalier.space.Supernet;
import org.espalier.space.operation.AtrousConv;
import org.espalier.space.operation.AtrousConv.Form;
import org.espalier.space.operation.Candidate;
import org.espalier.space.operation.CandidateSet;
import org.espalier.space.operation.Pool;
import org.espalier.space.operation.Skip;

/**
 * Operations at full resolution, one after the other, between a pointwise stem and a classifier; {@value #FAR} alone
 * reads pixels three away.
 */
record PlantedSpace(int channels, int layers) implements SearchSpace<PlantedSpace.Found> {

    static final String FAR = "conv_3x3_rate_3";

    private static final String CHOICE = "operation-";
    private static final Candidate POINTWISE =
            (scope, x, stride) -> scope.normalize(scope.conv(scope.relu(x), x.channels(), 1, stride));
    private static final CandidateSet CANDIDATES = CandidateSet.empty()
            .with("skip_connect", new Skip())
            .with("max_pool_3x3", new Pool(Pool.Kind.MAX, true))
            .with("avg_pool_3x3", new Pool(Pool.Kind.AVERAGE, true))
            .with("conv_1x1", POINTWISE)
            .with("conv_3x3", new AtrousConv(3, 1, Form.DENSE))
            .with(FAR, new AtrousConv(3, 3, Form.DENSE));
    private static final List<String> OPTIONS = CANDIDATES.operations();

    /** The operations that a search found. */
    record Found(List<String> operations) {

        /** The first of them. */
        String operation() {
            return operations.getFirst();
        }
    }

    /** A space of one operation. */
    PlantedSpace(int channels) {
        this(channels, 1);
    }

    private interface Middle {
        Value apply(Scope scope, int layer, Value x);
    }

    private Graph build(GraphBuilder builder, int classes, Middle middle) {
        Scope stem = builder.scope("stem");
        Value x = stem.normalize(stem.pointwise(builder.image(), channels));
        for (int layer = 0; layer < layers; layer++) {
            x = middle.apply(builder.scope("middle-" + layer), layer, x);
        }
        Scope classifier = builder.scope("classifier");
        builder.output(Supernet.LOGITS, classifier.classifier(classifier.relu(x), classes));
        return builder.build();
    }

    @Override
    public Supernet supernet(int classes, Relaxation relaxation) {
        GraphBuilder builder = new GraphBuilder();
        OpenChoices choices = new OpenChoices(builder, relaxation);
        build(builder, classes, (scope, layer, x) -> {
            List<Value> all = OPTIONS.stream()
                    .map(name -> CANDIDATES.decided(scope, name, x, 1))
                    .toList();
            return scope.mix(all, choices.open(CHOICE + layer, OPTIONS));
        });
        return choices.build();
    }

    @Override
    public Graph network(Found found, int classes) {
        return build(
                new GraphBuilder(),
                classes,
                (scope, layer, x) ->
                        CANDIDATES.decided(scope, found.operations().get(layer), x, 1));
    }

    @Override
    public Map<String, double[]> decisions(Found found) {
        return ofLayers(Function.identity())
                .collect(Collectors.toMap(
                        layer -> CHOICE + layer,
                        layer -> ChoiceWeights.only(OPTIONS, found.operations().get(layer))));
    }

    @Override
    public Found decode(Map<String, double[]> weights) {
        return new Found(ofLayers(
                        layer -> OPTIONS.get(ChoiceWeights.strongest(ChoiceWeights.of(weights, CHOICE + layer), 0)))
                .toList());
    }

    @Override
    public Found random(Seed seed) {
        return new Found(
                ofLayers(layer -> OPTIONS.get(seed.derive(layer).generator().nextInt(OPTIONS.size())))
                        .toList());
    }

    private <T> Stream<T> ofLayers(Function<Integer, T> each) {
        return IntStream.range(0, layers).boxed().map(each);
    }
}
