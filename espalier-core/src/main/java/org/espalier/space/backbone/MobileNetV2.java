package org.espalier.space.backbone;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.graph.Op.Activation.Function;
import org.espalier.graph.Value;

/** MobileNetV2 (Sandler et al., CVPR 2018): inverted residuals with linear bottlenecks. */
record MobileNetV2(Torchvision layers, SortedMap<Integer, Value> maps) implements Backbone.Classifier {

    private static final int STEM = 32;
    private static final int LAST = 1280;

    /** Expansion, channels, blocks and the first block's stride: table 2. */
    private record Stage(int expansion, int channels, int blocks, int stride) {}

    private static final List<Stage> STAGES = List.of(
            new Stage(1, 16, 1, 1),
            new Stage(6, 24, 2, 2),
            new Stage(6, 32, 3, 2),
            new Stage(6, 64, 4, 2),
            new Stage(6, 96, 3, 1),
            new Stage(6, 160, 3, 2),
            new Stage(6, 320, 1, 1));

    /** Returns the last map of each stride. */
    static MobileNetV2 of(Torchvision layers, Value image) {
        Torchvision features = layers.child("features");
        Value x = activated(features.child("0"), image, STEM, 3, 2, 1);
        SortedMap<Integer, Value> maps = new TreeMap<>();
        int index = 1;
        for (Stage stage : STAGES) {
            for (int block = 0; block < stage.blocks(); block++) {
                Torchvision place = features.child(Integer.toString(index++)).child("conv");
                x = inverted(place, x, stage.expansion(), stage.channels(), block == 0 ? stage.stride() : 1);
                maps.put(x.stride(), x);
            }
        }
        return new MobileNetV2(layers, maps.tailMap(4));
    }

    @Override
    public Value scores(int classes) {
        Value last = Objects.requireNonNull(maps.get(maps.lastKey()));
        Value x = activated(layers.child("features").child("18"), last, LAST, 1, 1, 1);
        return layers.child("classifier").linear("1", x, classes);
    }

    private static Value inverted(Torchvision place, Value x, int expansion, int channels, int stride) {
        int layer = 0;
        Value y = x;
        if (expansion > 1) {
            y = activated(place.child(Integer.toString(layer++)), y, x.channels() * expansion, 1, 1, 1);
        }
        y = activated(place.child(Integer.toString(layer++)), y, y.channels(), 3, stride, y.channels());
        y = place.conv(Integer.toString(layer), y, channels, 1, 1, 1);
        y = place.norm(Integer.toString(layer + 1), y);
        return y.type().equals(x.type()) ? place.scope().sum(List.of(x, y)) : y;
    }

    private static Value activated(Torchvision place, Value x, int channels, int kernel, int stride, int groups) {
        Value y = place.norm("1", place.conv("0", x, channels, kernel, stride, groups));
        return place.scope().activate(y, Function.RELU6);
    }
}
