package org.espalier.space.backbone;

import java.util.List;
import java.util.SortedMap;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Op.BatchNorm.Statistics;
import org.espalier.graph.Padding;
import org.espalier.graph.Style;
import org.espalier.graph.Value;

/**
 * A backbone and the conventions of its weights.
 *
 * @param name which one
 * @param padding SYMMETRIC for weights of torchvision, SAME for those of TensorFlow
 * @param pixels normalisation of the image
 * @param statistics RUNNING freezes the normalisations; for pretrained weights whose statistics do not fit the data
 */
public record BackboneConfig(Backbone name, Padding padding, Pixels pixels, Statistics statistics) {

    /** How a backbone's weights expect an image's values 0 to 255 to be normalised. */
    public enum Pixels {
        /** Scaled to -1..1, as in TensorFlow. */
        MINUS_ONE_TO_ONE {
            @Override
            Value image(GraphBuilder builder) {
                return builder.image();
            }
        },
        /** Minus ImageNet's mean, divided by its deviation, per channel, as in torchvision. */
        IMAGENET {
            @Override
            Value image(GraphBuilder builder) {
                return builder.image(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));
            }
        };

        abstract Value image(GraphBuilder builder);
    }

    /** MobileNetV2 as TensorFlow trained it, with frozen normalisations. */
    public static final BackboneConfig MOBILENETV2 =
            new BackboneConfig(Backbone.MOBILENETV2, Padding.SAME, Pixels.MINUS_ONE_TO_ONE, Statistics.RUNNING);

    /**
     * A backbone with the conventions of its best-known weights and frozen normalisations: MobileNetV2 as TensorFlow
     * trained it, ResNets as torchvision did.
     */
    public static BackboneConfig of(Backbone name) {
        return switch (name) {
            case MOBILENETV2 -> MOBILENETV2;
            case RESNET18, RESNET50 -> new BackboneConfig(name, Padding.SYMMETRIC, Pixels.IMAGENET, Statistics.RUNNING);
        };
    }

    /** The same with normalisations over other statistics. */
    public BackboneConfig normalizingBy(Statistics other) {
        return new BackboneConfig(name, padding, pixels, other);
    }

    /** The maps of the graph's image by stride: 4, 8, 16 and 32; weights in the scope {@value Backbone#SCOPE}. */
    public SortedMap<Integer, Value> features(GraphBuilder builder) {
        Style style = Style.DEFAULT.withPadding(padding);
        return name.features(builder.scope(Backbone.SCOPE).styled(style), pixels.image(builder), statistics);
    }
}
