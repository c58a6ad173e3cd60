package org.espalier.train;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Value;
import org.espalier.space.Supernet;

/**
 * A training that takes seconds: four steps an epoch, with dropout, batch statistics, momenta, an average and random
 * views.
 */
public final class SmallTraining {

    public static final Dataset DATA = Datasets.open("scenes:train=8,val=2,size=32x48");

    private SmallTraining() {}

    /** Two epochs with an evaluation after each, changed by settings. */
    public static TrainConfig config(String... settings) {
        List<String> small = List.of(
                "images.size=32x48",
                "images.augmentation.crop=24x32",
                "images.batch=2",
                "length.epochs=2",
                "evaluateEvery=1",
                "averageDecay=0.5");
        return Configs.resolve(
                TrainConfig.class,
                TrainConfig.TINY,
                Optional.empty(),
                Stream.concat(small.stream(), Stream.of(settings)).toList());
    }

    public static Graph network() {
        GraphBuilder builder = new GraphBuilder();
        Value x = builder.scope("backbone").conv(builder.image(), 8, 3, 4);
        x = builder.scope("backbone_norm").relu(builder.scope("backbone_norm").normalize(x));
        x = builder.scope("body").conv(x, 8, 3, 1);
        x = builder.scope("body").relu(builder.scope("body").normalize(x));
        x = builder.scope("head").dropout(x, 0.8);
        Value scores = builder.scope("head").classifier(x, DATA.labels().size());
        builder.output(Supernet.LOGITS, builder.scope("head").resize(scores, 1));
        return builder.build();
    }
}
