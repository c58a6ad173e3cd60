package org.espalier.space.backbone;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.graph.Value;

/**
 * Residual networks (He et al., CVPR 2016).
 *
 * @param blocks in each of the four stages
 * @param bottleneck whether a block is a 3 x 3 convolution between two 1 x 1 convolutions, with four times the channels
 *     outside; otherwise two 3 x 3 convolutions
 */
record ResNet(Torchvision layers, List<Integer> blocks, boolean bottleneck) {

    private static final int WIDTH = 64;
    private static final int EXPANSION = 4;

    private record Parts(Torchvision layers, SortedMap<Integer, Value> maps) implements Backbone.Classifier {
        @Override
        public Value scores(int classes) {
            return layers.linear("fc", Objects.requireNonNull(maps.get(maps.lastKey())), classes);
        }
    }

    Backbone.Classifier of(Value image) {
        Value x = layers.scope().relu(layers.norm("bn1", layers.conv("conv1", image, WIDTH, 7, 2, 1)));
        x = layers.scope().maxPool(x, 3, 2);
        SortedMap<Integer, Value> maps = new TreeMap<>();
        for (int stage = 0; stage < blocks.size(); stage++) {
            for (int block = 0; block < blocks.get(stage); block++) {
                Torchvision place = layers.child("layer" + (stage + 1)).child(Integer.toString(block));
                x = residual(place, x, WIDTH << stage, stage > 0 && block == 0 ? 2 : 1);
            }
            maps.put(x.stride(), x);
        }
        return new Parts(layers, maps);
    }

    private Value residual(Torchvision place, Value x, int width, int stride) {
        Value y = bottleneck ? narrowInside(place, x, width, stride) : twice(place, x, width, stride);
        Value shortcut = y.type().equals(x.type()) ? x : projected(place.child("downsample"), x, y.channels(), stride);
        return place.scope().relu(place.scope().sum(List.of(y, shortcut)));
    }

    private static Value twice(Torchvision place, Value x, int width, int stride) {
        Value y = place.scope().relu(place.norm("bn1", place.conv("conv1", x, width, 3, stride, 1)));
        return place.norm("bn2", place.conv("conv2", y, width, 3, 1, 1));
    }

    private static Value narrowInside(Torchvision place, Value x, int width, int stride) {
        Value y = place.scope().relu(place.norm("bn1", place.conv("conv1", x, width, 1, 1, 1)));
        y = place.scope().relu(place.norm("bn2", place.conv("conv2", y, width, 3, stride, 1)));
        return place.norm("bn3", place.conv("conv3", y, width * EXPANSION, 1, 1, 1));
    }

    private static Value projected(Torchvision place, Value x, int channels, int stride) {
        return place.norm("1", place.conv("0", x, channels, 1, stride, 1));
    }
}
