package org.espalier.zoo;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.space.Supernet;
import org.espalier.space.backbone.BackboneConfig;
import org.espalier.space.head.Aspp;
import org.espalier.space.head.DeepLabHead;
import org.espalier.space.operation.AtrousConv.Form;

/**
 * DeepLabv3+ (Chen et al., ECCV 2018, arXiv 1802.02611) on a backbone, with depthwise-separable atrous and refining
 * convolutions as in section 3.2: ASPP on the last map, with the backbone's strides unchanged, and the decoder on the
 * map of stride 4.
 */
final class DeepLabV3Plus {

    private static final int WIDTH = 256;
    private static final int LOW_LEVEL = 48;

    /** For output stride 8, as in the paper; a quarter of them at stride 32. */
    private static final List<Integer> RATES = List.of(12, 24, 36);

    private DeepLabV3Plus() {}

    static Graph build(BackboneConfig backbone, int classes) {
        GraphBuilder builder = new GraphBuilder();
        SortedMap<Integer, Value> maps = backbone.features(builder);
        DeepLabHead head = new DeepLabHead(new Aspp(WIDTH, RATES, Form.SEPARABLE, 0.9), LOW_LEVEL);
        Value context = head.context(builder.scope("aspp"), at(maps, maps.lastKey()));
        Value lowLevel = head.lowLevel(builder.scope("decoder.low_level"), at(maps, maps.firstKey()));
        Value refined = head.decoder(builder.scope("decoder"), context, lowLevel);
        Scope classifier = builder.scope("classifier");
        builder.output(Supernet.LOGITS, classifier.resize(classifier.classifier(refined, classes), 1));
        return builder.build();
    }

    private static Value at(SortedMap<Integer, Value> maps, int stride) {
        return Objects.requireNonNull(maps.get(stride));
    }
}
