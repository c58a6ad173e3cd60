package org.espalier.deploy.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.espalier.file.AtomicFile;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Type;
import org.espalier.graph.Weight;

/**
 * Writes a graph with its weights as an ONNX model, operator set 17. Inputs and outputs have the graph's names and
 * types: of a network, {@code image}, [N, 3, H, W] raw RGB 0..255, and {@code logits}, [N, classes, H, W]; all are
 * 32-bit floats.
 */
public final class OnnxWriter {

    private static final int OPERATOR_SET = 17;
    private static final int IR_VERSION = 8; // the one that came with operator set 17

    private OnnxWriter() {}

    /**
     * Writes an ONNX file atomically.
     *
     * @param graph in its inference form, see {@link org.espalier.pass.ForInference}
     * @param weights values of a weight of the graph, row-major
     * @param size the images that the model takes
     * @param metadata of the file, by key
     * @throws IllegalArgumentException naming the node, if the graph is not in its inference form
     * @throws org.espalier.problem.Failure if a weight is not finite or the file cannot be written
     */
    public static void write(
            Graph graph,
            Function<Weight.Named, float[]> weights,
            ImageSize size,
            Map<String, String> metadata,
            Path file) {
        AtomicFile.write(file, bytes(graph, weights, size, metadata));
    }

    /** The content of the file; see {@link #write}. */
    public static byte[] bytes(
            Graph graph, Function<Weight.Named, float[]> weights, ImageSize size, Map<String, String> metadata) {
        OnnxGraph onnx = new OnnxGraph();
        Sizes sizes = new Sizes(size, image(graph), onnx);
        onnx.proto().setName("espalier");
        declareInputsAndOutputs(graph, sizes, onnx);
        writeNodes(graph, new OpWriter(graph, onnx, sizes, new WeightValues(weights)), onnx);
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("espalier")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
                .addAllMetadataProps(metadata.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> StringStringEntryProto.newBuilder()
                                .setKey(entry.getKey())
                                .setValue(entry.getValue())
                                .build())
                        .toList())
                .setGraph(onnx.proto())
                .build()
                .toByteArray();
    }

    private static Optional<String> image(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof Op.Input(Type type)
                        && type instanceof Type.Features features
                        && features.stride() == 1)
                .map(Node::name)
                .findFirst();
    }

    private static void declareInputsAndOutputs(Graph graph, Sizes sizes, OnnxGraph onnx) {
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Op.Input(Type type)) {
                onnx.proto().addInput(declared(onnx.unused(node.name()), sizes.declared(type)));
            }
        }
        graph.outputs().forEach((output, node) -> {
            if (!onnx.unused(output).equals(output)) {
                throw new IllegalArgumentException(
                        "output " + output + " has the name of an input, and ONNX keeps their names apart; rename it");
            }
            onnx.proto().addOutput(declared(output, sizes.declared(graph.type(node))));
        });
    }

    private static ValueInfoProto declared(String name, TensorShapeProto shape) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }

    private static void writeNodes(Graph graph, OpWriter writer, OnnxGraph onnx) {
        Map<String, String> outputOf = new HashMap<>();
        graph.outputs().forEach((output, node) -> outputOf.putIfAbsent(node, output));
        Map<String, String> names = new HashMap<>();
        for (Node node : graph.nodes()) {
            List<String> inputs = node.inputs().stream().map(names::get).toList();
            names.put(node.name(), writer.write(node, resultName(node, outputOf, onnx), inputs));
        }
        graph.outputs().forEach((output, node) -> {
            if (!output.equals(names.get(node))) {
                onnx.add("Identity", output, List.of(names.get(node)));
            }
        });
    }

    /**
     * Outputs have the output's name, all other values their node's name; an output that is an input or a stored weight
     * is a copy.
     */
    private static String resultName(Node node, Map<String, String> outputOf, OnnxGraph onnx) {
        if (node.op() instanceof Op.Input || node.op() instanceof Op.Parameter) {
            return node.name(); // an input has its name already, and a stored weight takes its own
        }
        String output = outputOf.get(node.name());
        return output == null || node.op() instanceof Op.Constant ? onnx.unused(node.name()) : output;
    }
}
