package org.espalier.engine;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.espalier.graph.Distribution;
import org.espalier.graph.Extent;
import org.espalier.graph.Op;
import org.espalier.graph.Type;
import org.espalier.schedule.Moment;

/** The values that a graph does not compute: what was fed, noise, constants. */
record Sources(Feeds feeds, NoiseSource noise, Moment moment, ElementType elements, MapLayout layout) {

    Extent extent() {
        return feeds.extent();
    }

    Tensor input(String name, Type type) {
        List<Integer> shape = type.shape(extent());
        return switch (feeds.get(name)) {
            case Feeds.Feed.Image image -> {
                require(name, shape, 3L * extent().batch() * extent().height() * extent().width());
                Tensor bytes = HostArrays.tensor(image.rgb(), extent().batch(), extent().height(), extent().width(), 3);
                yield layout.laid(bytes.permute(0, 3, 1, 2).to(elements.scalarType()));
            }
            case Feeds.Feed.Numbers numbers -> {
                require(name, shape, numbers.values().length);
                yield laid(type, HostArrays.tensor(numbers.values(), shape, elements));
            }
            case Feeds.Feed.Floats floats -> {
                require(name, shape, floats.values().length);
                yield laid(type, HostArrays.tensor(floats.values(), shape, elements));
            }
            case Feeds.Feed.Labels l ->
                throw new IllegalArgumentException("input " + name + " of type " + type + " was fed with labels");
        };
    }

    Tensor noise(String name, Type type, Distribution distribution) {
        List<Integer> shape = type.shape(extent());
        int count = Math.toIntExact(type.elements(extent()));
        return laid(type, HostArrays.tensor(noise.values(name, distribution, moment, count), shape, elements));
    }

    Tensor constant(Op.Constant constant) {
        double[] values = constant.values().stream().mapToDouble(v -> v).toArray();
        return HostArrays.tensor(values, constant.shape(), elements);
    }

    Tensor zeros(Type type) {
        return laid(type, HostArrays.zeros(elements, HostArrays.lengths(type.shape(extent()))));
    }

    private Tensor laid(Type type, Tensor tensor) {
        return type instanceof Type.Tensor ? tensor : layout.laid(tensor);
    }

    private static void require(String name, List<Integer> shape, long got) {
        long expected = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        if (got != expected) {
            throw new IllegalArgumentException(
                    "input %s: %d values were fed for the shape %s of %d".formatted(name, got, shape, expected));
        }
    }
}
