package org.espalier.engine;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.engine.tensor.HostArrays;

/** The outputs of one run of a graph. Native memory: close it. */
@SuppressWarnings("try") // a scope or guard is there to be closed, not read
public final class Outputs implements AutoCloseable {

    private final Map<String, Tensor> byName;

    Outputs(Map<String, Tensor> byName) {
        this.byName = Map.copyOf(byName);
    }

    /** Shape of an output. */
    public List<Integer> shape(String output) {
        return LongStream.of(get(output).shape()).mapToObj(Math::toIntExact).toList();
    }

    /** An output's values, row-major, [N, C, h, w] for feature maps. */
    public double[] doubles(String output) {
        return HostArrays.doubles(get(output));
    }

    /** An output's values in single precision, row-major, [N, C, h, w] for feature maps. */
    public float[] floats(String output) {
        return HostArrays.floats(get(output));
    }

    /**
     * The class with the largest logit at every pixel, [N, h, w], at the size of the logits.
     *
     * @param output logits, [N, classes, h, w]; at most 256 classes
     */
    public byte[] classes(String output) {
        try (PointerScope scope = new PointerScope()) {
            return largest(get(output));
        }
    }

    /**
     * The class with the largest logit at every pixel after a bilinear resize of the logits, corners not aligned: [N,
     * height, width].
     *
     * @param output logits, [N, classes, h, w]; at most 256 classes
     */
    public byte[] classes(String output, int height, int width) {
        Tensor logits = get(output);
        try (PointerScope scope = new PointerScope()) {
            boolean sized = logits.size(2) == height && logits.size(3) == width;
            return largest(sized ? logits : torch.upsample_bilinear2d(logits, new long[] {height, width}, false));
        }
    }

    /**
     * The probability of each class at every pixel: softmax of the logits after a bilinear resize, corners not aligned;
     * row-major, [N, classes, height, width].
     * @param output logits, [N, classes, h, w]
     */
    public float[] probabilities(String output, int height, int width) {
        Tensor logits = get(output);
        try (PointerScope scope = new PointerScope()) {
            boolean sized = logits.size(2) == height && logits.size(3) == width;
            Tensor resized = sized ? logits : torch.upsample_bilinear2d(logits, new long[] {height, width}, false);
            return HostArrays.floats(torch.softmax(resized, 1));
        }
    }

    private static byte[] largest(Tensor logits) {
        Tensor classes = logits.contiguous(MemoryFormat.ChannelsLast)
                .permute(0, 2, 3, 1)
                .argmax(new LongOptional(-1), false)
                .to(ScalarType.Byte)
                .contiguous();
        byte[] values = new byte[Math.toIntExact(classes.numel())];
        classes.data_ptr_byte().get(values);
        return values;
    }

    private Tensor get(String output) {
        Tensor tensor = byName.get(output);
        if (tensor == null) {
            throw new IllegalArgumentException("no output is named " + output + "; there are " + byName.keySet());
        }
        return tensor;
    }

    @Override
    public void close() {
        byName.values().forEach(Tensor::close);
    }
}
