package org.espalier.space.backbone;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Op.BatchNorm.Statistics;
import org.espalier.graph.Scope;
import org.espalier.graph.Style;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.espalier.problem.BadUsage;

/**
 * The backbones by name. Each weight is named as in torchvision's {@code state_dict}, prefixed by its scope:
 * {@code backbone.features.0.0.weight} in a scope {@code backbone}. Padding, epsilon and momentum are those of the
 * scope's style; TF-slim's weights need {@link org.espalier.graph.Padding#SAME}.
 */
public enum Backbone {
    /** MobileNetV2, width 1 (Sandler et al., CVPR 2018, table 2): 3,504,872 parameters with 1000 classes. */
    MOBILENETV2 {
        @Override
        Classifier on(Torchvision layers, Value image) {
            return MobileNetV2.of(layers, image);
        }
    },
    /** ResNet-18 (He et al., CVPR 2016, table 1): 11,689,512 parameters with 1000 classes. */
    RESNET18 {
        @Override
        Classifier on(Torchvision layers, Value image) {
            return new ResNet(layers, List.of(2, 2, 2, 2), false).of(image);
        }
    },
    /**
     * ResNet-50: 25,557,032 parameters with 1000 classes; as in torchvision the 3 x 3 convolution of a block carries
     * the stride, where in the paper the preceding 1 x 1 convolution does.
     */
    RESNET50 {
        @Override
        Classifier on(Torchvision layers, Value image) {
            return new ResNet(layers, List.of(3, 4, 6, 3), true).of(image);
        }
    };

    /** The scope of the backbone in a network, so that its weights are identifiable. */
    public static final String SCOPE = "backbone";

    /** Name of the output that gives class scores, [N, classes, 1, 1]. */
    public static final String SCORES = "scores";

    /** A backbone's parts. */
    interface Classifier {

        /** The maps by stride: 4, 8, 16, 32. */
        SortedMap<Integer, Value> maps();

        /** Class scores, pooled, from the last map. */
        Value scores(int classes);
    }

    abstract Classifier on(Torchvision layers, Value image);

    /**
     * Feature maps for a decoder.
     *
     * @param scope that nodes and weights are named after
     * @param image features at stride 1, normalised as the weights expect
     * @param statistics RUNNING freezes the normalisation: for pretrained weights whose statistics do not fit the data
     * @return the maps by stride: 4, 8, 16 and 32
     */
    public SortedMap<Integer, Value> features(Scope scope, Value image, Statistics statistics) {
        return on(new Torchvision(scope, statistics), image).maps();
    }

    /**
     * The whole classifier: output {@value #SCORES}, and one for each map: {@code stride_4}, {@code stride_8},
     * {@code stride_16}, {@code stride_32}. Input {@code image}, normalised already. Weights have torchvision's names
     * as they are.
     */
    public Graph classifier(int classes, Style style) {
        GraphBuilder builder = new GraphBuilder(style);
        Value image = builder.input(GraphBuilder.IMAGE, new Type.Features(3, 1));
        Classifier classifier = on(new Torchvision(builder.scope(""), Statistics.RUNNING), image);
        classifier.maps().forEach((stride, map) -> builder.output("stride_" + stride, map));
        builder.output(SCORES, classifier.scores(classes));
        return builder.build();
    }

    /** Its name on the command line, such as {@code mobilenetv2}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names of all backbones. */
    public static List<String> ids() {
        return List.of(values()).stream().map(Backbone::id).toList();
    }

    /**
     * The backbone of a name.
     *
     * @throws BadUsage if there is none; lists the known ones
     */
    public static Backbone of(String id) {
        return List.of(values()).stream()
                .filter(backbone -> backbone.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new BadUsage("no backbone is named \"" + id + "\"; there are " + ids()));
    }
}
