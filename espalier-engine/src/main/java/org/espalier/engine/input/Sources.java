package org.espalier.engine.input;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.engine.tensor.HostArrays;
import org.espalier.graph.Distribution;
import org.espalier.graph.Extent;
import org.espalier.graph.Op;
import org.espalier.graph.Type;
import org.espalier.schedule.Moment;
import org.espalier.text.Text;

/** The values that a graph reads but does not compute: inputs, noise, constants. */
public record Sources(Inputs inputs, NoiseSource noise, Moment moment, ScalarType elements, MemoryFormat format) {

    public Extent extent() {
        return inputs.extent();
    }

    public Tensor input(String name, Type type) {
        List<Integer> shape = type.shape(extent());
        return switch (inputs.get(name)) {
            case Feed.Image image -> {
                require(name, shape, 3L * extent().batch() * extent().height() * extent().width());
                Tensor bytes = HostArrays.tensor(image.rgb(), extent().batch(), extent().height(), extent().width(), 3);
                yield bytes.permute(0, 3, 1, 2).to(elements).contiguous(format);
            }
            case Feed.Numbers numbers -> {
                require(name, shape, numbers.values().length);
                yield formatted(type, HostArrays.tensor(numbers.values(), shape, elements));
            }
            case Feed.Floats floats -> {
                require(name, shape, floats.values().length);
                yield formatted(type, HostArrays.tensor(floats.values(), shape, elements));
            }
            case Feed.Labels l ->
                throw new IllegalArgumentException(
                        "input " + name + " of type " + type + " was fed with labels; feed an image or numbers");
        };
    }

    public Tensor noise(String name, Type type, Distribution distribution) {
        List<Integer> shape = type.shape(extent());
        int count = Math.toIntExact(type.elements(extent()));
        return formatted(type, HostArrays.tensor(noise.values(name, distribution, moment, count), shape, elements));
    }

    public Tensor constant(Op.Constant constant) {
        double[] values = constant.values().stream().mapToDouble(v -> v).toArray();
        return HostArrays.tensor(values, constant.shape(), elements);
    }

    public Tensor zeros(Type type) {
        return formatted(type, HostArrays.zeros(elements, HostArrays.lengths(type.shape(extent()))));
    }

    private Tensor formatted(Type type, Tensor tensor) {
        return type instanceof Type.Tensor ? tensor : tensor.contiguous(format);
    }

    private static void require(String name, List<Integer> shape, long got) {
        long expected = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        if (got != expected) {
            throw new IllegalArgumentException(
                    Text.format("input %s: %d values were fed, but its shape %s has %d", name, got, shape, expected));
        }
    }
}
