package org.espalier.deploy.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ONNX graph under construction: nodes, stored tensors and names. In ONNX each value has one name, and no two values
 * share one.
 */
final class OnnxGraph {

    private final GraphProto.Builder proto = GraphProto.newBuilder();
    private final Set<String> taken = new HashSet<>();
    private final Map<List<Integer>, String> indexes = new HashMap<>();

    GraphProto.Builder proto() {
        return proto;
    }

    /** The wanted name, with the first free number added if taken; reserves it. */
    String unused(String wanted) {
        String name = wanted;
        for (int count = 2; !taken.add(name); count++) {
            name = wanted + "_" + count;
        }
        return name;
    }

    /** Adds a node with one result and returns the result's name. */
    String add(String operator, String result, List<String> inputs, AttributeProto... attributes) {
        return add(operator, List.of(result), inputs, attributes).getFirst();
    }

    /** Adds a node and returns its results' names. */
    List<String> add(String operator, List<String> results, List<String> inputs, AttributeProto... attributes) {
        proto.addNode(NodeProto.newBuilder()
                .setName(results.getFirst())
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(results)
                .addAllAttribute(List.of(attributes)));
        return results;
    }

    /** Stores numbers under a name and returns it. An empty shape is a single number. */
    String floats(String name, List<Integer> shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return store(name, DataType.FLOAT, shape, bytes);
    }

    /** Stores integers, such as shapes and positions; equal ones once. */
    String indexes(List<Integer> values) {
        return indexes.computeIfAbsent(values, wanted -> {
            ByteBuffer bytes = ByteBuffer.allocate(wanted.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            wanted.forEach(bytes::putLong);
            return store(unused("indexes"), DataType.INT64, List.of(wanted.size()), bytes.rewind());
        });
    }

    private String store(String name, DataType type, List<Integer> shape, ByteBuffer bytes) {
        proto.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .addAllDims(shape.stream().map(Integer::longValue).toList())
                .setRawData(ByteString.copyFrom(bytes)));
        return name;
    }
}
