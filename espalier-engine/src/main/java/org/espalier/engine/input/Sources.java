package org.espalier.engine.input;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
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
                int channels = image.format().channels();
                require(name, shape, (long) channels * extent().batch() * extent().height() * extent().width());
                yield pixels(image, channels).permute(0, 3, 1, 2).contiguous(format);
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

    /** Values of pixels, [N, H, W, channels]. */
    private Tensor pixels(Feed.Image image, int channels) {
        int bytes = image.format().bytesPerValue();
        Tensor stored = HostArrays.tensor(
                image.values(), extent().batch(), extent().height(), extent().width(), (long) channels * bytes);
        Tensor values = stored.to(elements);
        if (bytes == 1) {
            return values;
        }
        Tensor pairs = values.reshape(extent().batch(), extent().height(), extent().width(), channels, bytes);
        return pairs.select(4, 0).add(pairs.select(4, 1).mul(new Scalar(256)));
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
