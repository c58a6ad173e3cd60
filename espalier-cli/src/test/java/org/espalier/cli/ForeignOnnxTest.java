package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.cli.Shell.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX models of other programs: what does not fit is said in one sentence. */
class ForeignOnnxTest {

    private static final String NEEDED = "; needed: one, float32 [N, 3, height, width] with N 1 or any";

    @TempDir
    private Path folder;

    static Stream<Arguments> foreign() {
        return Stream.of(
                Arguments.of(constant(), "its inputs are none" + NEEDED),
                Arguments.of(sequence(), "its inputs are x: a sequence" + NEEDED),
                Arguments.of(identity(DataType.FLOAT, 1, 10), "its inputs are x: float32 [1, 10]" + NEEDED),
                Arguments.of(
                        identity(DataType.UINT8, 1, 3, 4, 6),
                        "its inputs are x: uint8 [1, 3, 4, 6]" + NEEDED + "; export it for 32-bit floats"),
                Arguments.of(
                        identity(DataType.FLOAT16, 1, 3, -1, -1),
                        "its inputs are x: float16 [1, 3, any, any]" + NEEDED + "; export it for 32-bit floats"),
                Arguments.of(
                        identity(DataType.FLOAT, 1, 4, 6, 3),
                        "its inputs are x: float32 [1, 4, 6, 3]" + NEEDED
                                + "; export it with the channels before height and width"),
                Arguments.of(
                        identity(DataType.FLOAT, 8, 3, 4, 6),
                        "its inputs are x: float32 [8, 3, 4, 6]" + NEEDED
                                + "; export it for one image at a time, or any number"),
                Arguments.of(identity(DataType.FLOAT, 1, 1, 4, 6), "its inputs are x: float32 [1, 1, 4, 6]" + NEEDED),
                Arguments.of(sum(), "its inputs are x: float32 [1, 3, 4, 6] and y: float32 [1, 3, 4, 6]" + NEEDED));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void benchSaysWhatTheModelHasAndWhatIsNeeded(ModelProto model, String message) throws IOException {
        Path file = written(model);
        for (String size : List.of("", "4x6")) {
            Result result = size.isEmpty()
                    ? espalier("bench", file.toString(), "--runs", "1")
                    : espalier("bench", file.toString(), "--runs", "1", "--size", size);
            assertThat(result.code()).isEqualTo(3);
            assertThat(result.err().strip()).isEqualTo("espalier: " + file + ": " + message);
        }
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void predictNeedsAModelThatEspalierExported(ModelProto model, String message) throws IOException {
        Path file = written(model);
        Path image = Files.write(folder.resolve("a.png"), new byte[0]);
        Result result = espalier(
                "predict",
                file.toString(),
                image.toString(),
                "--out",
                folder.resolve("out").toString());
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err().strip())
                .isEqualTo("espalier: " + file + ": an ONNX file without Espalier's description of its classes;"
                        + " allowed: a file that Espalier exported");
    }

    @Test
    void foreignModelsOfOneImageAreBenched() throws IOException {
        assertThat(espalier(
                                "bench",
                                written(identity(DataType.FLOAT, 1, 3, 4, 6)).toString(),
                                "--runs",
                                "1")
                        .code())
                .isZero();
        Path any = written(identity(DataType.FLOAT, -1, 3, -1, -1));
        assertThat(espalier("bench", any.toString(), "--runs", "1", "--size", "5x7")
                        .code())
                .isZero();
        assertThat(espalier("bench", any.toString(), "--runs", "1").err()).contains("choose one with --size HxW");
    }

    @Test
    void whatIsNoModelIsRefusedInOneSentence() throws IOException {
        Path file = Files.writeString(folder.resolve("text.onnx"), "not a model");
        Result result = espalier("bench", file.toString());
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err().strip())
                .startsWith("espalier: cannot load the model " + file + ": ")
                .contains("allowed: an ONNX file that ONNX Runtime")
                .doesNotContain("ORT_", "\n");
    }

    private static ModelProto constant() {
        TensorProto value = TensorProto.newBuilder()
                .setDataType(DataType.FLOAT.getNumber())
                .addDims(1)
                .addFloatData(1)
                .build();
        NodeProto node = NodeProto.newBuilder()
                .setOpType("Constant")
                .addOutput("out")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("value")
                        .setType(AttributeProto.AttributeType.TENSOR)
                        .setT(value))
                .build();
        return model(node, List.of(), tensor("out", DataType.FLOAT, 1));
    }

    private static ModelProto sequence() {
        TypeProto floats = tensor("", DataType.FLOAT, 1, 3, 4, 6).getType();
        ValueInfoProto input = ValueInfoProto.newBuilder()
                .setName("x")
                .setType(TypeProto.newBuilder()
                        .setSequenceType(TypeProto.Sequence.newBuilder().setElemType(floats)))
                .build();
        return model(node("SequenceLength", "x"), List.of(input), tensor("out", DataType.INT64));
    }

    private static ModelProto identity(DataType type, int... shape) {
        return model(node("Identity", "x"), List.of(tensor("x", type, shape)), tensor("out", type, shape));
    }

    private static ModelProto sum() {
        int[] shape = {1, 3, 4, 6};
        return model(
                node("Add", "x", "y"),
                List.of(tensor("x", DataType.FLOAT, shape), tensor("y", DataType.FLOAT, shape)),
                tensor("out", DataType.FLOAT, shape));
    }

    private static NodeProto node(String operator, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(List.of(inputs))
                .addOutput("out")
                .build();
    }

    /** A tensor; -1 is any length. */
    private static ValueInfoProto tensor(String name, DataType type, int... shape) {
        TensorShapeProto.Builder lengths = TensorShapeProto.newBuilder();
        for (int length : shape) {
            TensorShapeProto.Dimension.Builder side = lengths.addDimBuilder();
            if (length < 0) {
                side.setDimParam("side" + lengths.getDimCount());
            } else {
                side.setDimValue(length);
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(lengths)))
                .build();
    }

    private static ModelProto model(NodeProto node, List<ValueInfoProto> inputs, ValueInfoProto output) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(GraphProto.newBuilder()
                        .setName("foreign")
                        .addNode(node)
                        .addAllInput(inputs)
                        .addOutput(output))
                .build();
    }

    private Path written(ModelProto model) throws IOException {
        return Files.write(folder.resolve("foreign.onnx"), model.toByteArray());
    }
}
