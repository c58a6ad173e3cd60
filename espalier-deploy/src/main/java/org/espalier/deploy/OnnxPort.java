package org.espalier.deploy;

import ai.onnxruntime.MapInfo;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.SequenceInfo;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.espalier.text.Text;

/**
 * An input or output of an ONNX model.
 *
 * @param name in the model
 * @param type of its elements, such as {@code float32} or {@code uint8}; or {@code sequence}, {@code map}
 * @param shape -1 for any length; empty if it is no tensor
 */
public record OnnxPort(String name, String type, List<Integer> shape) {

    private static final String FLOAT = "float32";

    static List<OnnxPort> all(Collection<NodeInfo> infos) {
        return infos.stream().map(info -> of(info.getName(), info.getInfo())).toList();
    }

    private static OnnxPort of(String name, ValueInfo info) {
        return switch (info) {
            case TensorInfo tensor -> new OnnxPort(name, nameOf(tensor.type), shape(tensor));
            case SequenceInfo sequence -> new OnnxPort(name, "sequence", List.of());
            case MapInfo map -> new OnnxPort(name, "map", List.of());
            default -> new OnnxPort(name, "value of another kind", List.of());
        };
    }

    private static String nameOf(OnnxJavaType type) {
        return type == OnnxJavaType.FLOAT ? FLOAT : type.name().toLowerCase(Locale.ROOT);
    }

    private static List<Integer> shape(TensorInfo tensor) {
        return Arrays.stream(tensor.getShape())
                .mapToObj(length -> (int) Math.min(length, Integer.MAX_VALUE))
                .toList();
    }

    /** Whether it is a tensor of 32-bit floats. */
    boolean isFloat() {
        return type.equals(FLOAT);
    }

    /** Whether it is a tensor: only these have a shape. */
    boolean isTensor() {
        return !type.equals("sequence") && !type.equals("map") && !type.startsWith("value");
    }

    /** Several of them in words; {@code none} if there are none. */
    static String inWords(List<OnnxPort> ports) {
        return ports.isEmpty() ? "none" : ports.stream().map(OnnxPort::toString).collect(Collectors.joining(" and "));
    }

    /** For example {@code image: uint8 [1, 3, any, any]}. */
    @Override
    public String toString() {
        String lengths = shape.stream()
                .map(length -> length < 0 ? "any" : length.toString())
                .collect(Collectors.joining(", ", "[", "]"));
        return isTensor() ? Text.format("%s: %s %s", name, type, lengths) : Text.format("%s: a %s", name, type);
    }
}
