package org.espalier.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.espalier.problem.BadData;
import org.espalier.safetensors.Dtype;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateDictTest {

    private static final float[] SIX = {0, 1, 2, 3, 4, 5};

    @TempDir
    private Path folder;

    @Test
    void tensorsComeInTheirOrderWithShapesAndValues() {
        Tensors tensors = read(new PthFile()
                .tensor("b.weight", "FloatStorage", "0", 6, 0, longs(2, 3), longs(3, 1))
                .tensor("a.bias", "FloatStorage", "1", 2, 0, longs(2), longs(1))
                .floats("0", SIX)
                .floats("1", 8, 9));
        assertThat(tensors.names()).containsExactly("b.weight", "a.bias");
        assertThat(tensors.get("b.weight")).isEqualTo(TensorData.of(SIX, 2, 3));
        assertThat(tensors.get("a.bias").floats()).containsExactly(8, 9);
    }

    @Test
    void stridesAndOffsetsAreRespected() {
        Tensors tensors = read(new PthFile()
                .tensor("transposed", "FloatStorage", "0", 6, 0, longs(3, 2), longs(1, 3))
                .tensor("part", "FloatStorage", "0", 6, 2, longs(3), longs(1))
                .tensor("every second", "FloatStorage", "0", 6, 1, longs(3), longs(2))
                .tensor("scalar", "FloatStorage", "0", 6, 5, longs(), longs())
                .tensor("empty", "FloatStorage", "0", 6, 0, longs(0, 3), longs(3, 1))
                .floats("0", SIX));
        assertThat(tensors.get("transposed").floats()).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(tensors.get("part").floats()).containsExactly(2, 3, 4);
        assertThat(tensors.get("every second").floats()).containsExactly(1, 3, 5);
        assertThat(tensors.get("scalar")).isEqualTo(TensorData.of(new float[] {5}));
        assertThat(tensors.get("empty").shape()).containsExactly(0L, 3L);
    }

    @ParameterizedTest
    @CsvSource({
        "DoubleStorage, F64, 8",
        "HalfStorage, F16, 2",
        "BFloat16Storage, BF16, 2",
        "LongStorage, I64, 8",
        "IntStorage, I32, 4",
        "ShortStorage, I16, 2",
        "CharStorage, I8, 1",
        "ByteStorage, U8, 1",
        "BoolStorage, BOOL, 1"
    })
    void everyElementTypeIsKept(String storage, Dtype dtype, int bytes) {
        Tensors tensors = read(new PthFile()
                .tensor("x", storage, "0", 3, 0, longs(3), longs(1))
                .storage("0", new byte[3 * bytes]));
        assertThat(tensors.get("x").dtype()).isEqualTo(dtype);
        assertThat(tensors.get("x").elements()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state_dict", "model_state_dict", "model"})
    void aWrappedStateDictIsFound(String key) {
        PthFile file = new PthFile().text("epoch").whole(3).text(key).raw('}', '(');
        file.tensor("w", "FloatStorage", "0", 6, 0, longs(6), longs(1)).raw('u');
        assertThat(read(file.floats("0", SIX)).names()).containsExactly("w");
    }

    @Test
    void theVersionsOfModulesAreLeftOut() {
        PthFile file = new PthFile().tensor("w", "FloatStorage", "0", 6, 0, longs(6), longs(1));
        file.raw('u', '}')
                .text("_metadata")
                .global("collections", "OrderedDict")
                .raw(')', 'R', 's');
        Path path = file.floats("0", SIX).writeAsIs(folder.resolve("m.pth"), 'b', '.');
        assertThat(StateDict.read(path).names()).containsExactly("w");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "code",
                        new PthFile()
                                .text("x")
                                .global("os", "system")
                                .text("touch /tmp/x")
                                .raw(0x85, 'R'),
                        "asks for os.system"),
                Arguments.of(
                        "a class",
                        new PthFile()
                                .text("x")
                                .global("models.resnet", "ResNet")
                                .raw(')', 'R'),
                        "asks for models.resnet.ResNet"),
                Arguments.of(
                        "an object made without a call",
                        new PthFile().text("x").global("models", "Net").raw(')', 0x81),
                        "instruction 0x81"),
                Arguments.of(
                        "a sparse tensor",
                        new PthFile()
                                .text("x")
                                .global("torch._utils", "_rebuild_sparse_tensor")
                                .raw(')', 'R'),
                        "_rebuild_sparse_tensor"),
                Arguments.of(
                        "quantised numbers",
                        new PthFile().tensor("x", "QInt8Storage", "0", 1, 0, longs(1), longs(1)),
                        "numbers of type torch.QInt8Storage"),
                Arguments.of(
                        "a number among tensors", new PthFile().text("epoch").whole(3), "\"epoch\" is not a tensor"),
                Arguments.of(
                        "a dict under another name",
                        new PthFile().text("generator").raw('}'),
                        "\"generator\" is a dict, not a tensor; if it holds the weights, save it alone:"
                                + " torch.save(torch.load(FILE)[\"generator\"], NEW). Expected: a state dict,"),
                Arguments.of(
                        "a tensor beyond its storage",
                        new PthFile()
                                .tensor("x", "FloatStorage", "0", 6, 2, longs(5), longs(1))
                                .floats("0", SIX),
                        "does not fit into its storage"),
                Arguments.of(
                        "a tensor that repeats its storage",
                        new PthFile()
                                .tensor("x", "FloatStorage", "0", 6, 0, longs(1L << 40), longs(0))
                                .floats("0", SIX),
                        "does not fit into its storage"),
                Arguments.of(
                        "a shape that overflows",
                        new PthFile()
                                .tensor("x", "FloatStorage", "0", 6, 0, longs(1L << 62, 0, 8), longs(1, 1, 1))
                                .floats("0", SIX),
                        "does not fit into its storage"),
                Arguments.of(
                        "a storage that is shorter than it says",
                        new PthFile()
                                .tensor("x", "FloatStorage", "0", 1L << 40, 0, longs(6), longs(1))
                                .floats("0", SIX),
                        "has 24 bytes where 1099511627776 numbers"),
                Arguments.of(
                        "a storage that is not there",
                        new PthFile().tensor("x", "FloatStorage", "7", 6, 0, longs(6), longs(1)),
                        "no entry archive/data/7"),
                Arguments.of(
                        "a storage outside of the archive",
                        new PthFile().tensor("x", "FloatStorage", "../../etc/passwd", 6, 0, longs(6), longs(1)),
                        "no entry archive/data/../../etc/passwd"),
                Arguments.of("TorchScript", new PthFile().entry("archive/constants.pkl", ""), "a TorchScript program"),
                Arguments.of(
                        "big-endian numbers",
                        new PthFile().entry("archive/byteorder", "big"),
                        "numbers are big-endian"),
                Arguments.of(
                        "a compressed archive",
                        new PthFile()
                                .tensor("x", "FloatStorage", "0", 6, 0, longs(6), longs(1))
                                .storage("0", new byte[1 << 20])
                                .compressed(),
                        "is compressed"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String what, PthFile file, String message) {
        assertThatThrownBy(() -> read(file)).isInstanceOf(BadData.class).hasMessageContaining(message);
    }

    @Test
    void viewsThatWouldFillTheMemoryAreRefused() {
        PthFile file = new PthFile().storage("0", new byte[4 << 20]);
        for (int i = 0; i < 64; i++) {
            file.tensor("t" + i, "FloatStorage", "0", 1 << 20, 0, longs(1 << 10, 1 << 10), longs(1, 1 << 10));
        }
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("made to fill the memory");
    }

    @Test
    void aFileCutShortIsRefused() throws Exception {
        Path whole = new PthFile()
                .tensor("x", "FloatStorage", "0", 6, 0, longs(6), longs(1))
                .floats("0", SIX)
                .write(folder.resolve("whole.pth"));
        byte[] bytes = Files.readAllBytes(whole);
        for (int length = 0; length < bytes.length; length++) {
            Path cut = folder.resolve("cut.pth");
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> StateDict.read(cut)).isInstanceOf(BadData.class);
        }
    }

    private Tensors read(PthFile file) {
        return StateDict.read(file.write(folder.resolve("file.pth")));
    }

    private static long[] longs(long... values) {
        return values;
    }
}
