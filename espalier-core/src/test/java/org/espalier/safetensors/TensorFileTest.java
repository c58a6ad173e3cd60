package org.espalier.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.assertj.core.api.AbstractThrowableAssert;
import org.espalier.problem.BadData;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorFileTest {

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsRead() {
        Path file = folder.resolve("a.safetensors");
        Tensors tensors = sample();

        TensorFile.write(file, tensors);
        Tensors read = TensorFile.read(file);

        assertThat(read).isEqualTo(tensors);
        assertThat(read.get("kernel").floats()).containsExactly(1.5f, -2, Float.NaN, 0, 1e-45f, Float.MAX_VALUE);
        assertThat(read.get("mean").doubles()).containsExactly(Math.PI);
        assertThat(read.get("steps").longs()).containsExactly(Long.MIN_VALUE, 7);
        assertThat(read.get("empty").shape()).containsExactly(3L, 0L);
    }

    @Test
    void equalTensorsGiveEqualBytesAndReadingThenWritingKeepsThem() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");

        TensorFile.write(first, sample());
        TensorFile.write(second, TensorFile.read(first));

        assertThat(Files.readAllBytes(second)).isEqualTo(Files.readAllBytes(first));
    }

    @Test
    void everyTensorIsAlignedToItsElements() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("byte", new TensorData(Dtype.U8, List.of(3L), ByteBuffer.allocate(3)));
        tensors.put("double", TensorData.of(new double[] {1}));
        tensors.put("float", TensorData.of(new float[] {1}));

        Header header = Header.of(Tensors.of(tensors));

        assertThat((Long.BYTES + header.encode().length) % 8).isZero();
        assertThat(header.slots()).allMatch(slot -> slot.begin() % slot.dtype().bytes() == 0);
        assertThat(header.slots()).extracting(Header.Slot::name).containsExactly("double", "float", "byte");
    }

    /** Written by the format's own Python library, version 0.8.0, from numpy arrays. */
    @Test
    void readsWhatTheReferenceWriterWrote() throws IOException {
        Path file = folder.resolve("reference.safetensors");
        Files.write(file, HexFormat.of().parseHex(REFERENCE));

        Tensors tensors = TensorFile.read(file);

        assertThat(tensors.names()).containsExactly("d", "half", "flags");
        assertThat(tensors.get("d").doubles()).containsExactly(0.1, -2.5);
        assertThat(tensors.get("half").floats()).containsExactly(0.5f, -65504f, 0x1p-24f);
        assertThat(tensors.get("flags").longs()).containsExactly(1, 0);
        assertThat(tensors.get("flags").shape()).containsExactly(2L, 1L);
        assertThat(tensors.metadata()).containsExactly(Map.entry("by", "numpy"));
    }

    @Test
    void halfPrecisionIsWidenedExactly() {
        ByteBuffer bfloat = ByteBuffer.wrap(new byte[] {(byte) 0x80, 0x3F, 0x00, (byte) 0xC0});
        assertThat(new TensorData(Dtype.BF16, List.of(2L), bfloat).floats()).containsExactly(1f, -2f);
    }

    @Test
    void smallIntegersAreWidenedBySign() {
        ByteBuffer ones = ByteBuffer.wrap(new byte[] {-1, -1, -1, -1});
        assertThat(new TensorData(Dtype.U8, List.of(4L), ones).longs()).containsOnly(255);
        assertThat(new TensorData(Dtype.I8, List.of(4L), ones).longs()).containsOnly(-1);
        assertThat(new TensorData(Dtype.U16, List.of(2L), ones).longs()).containsOnly(65_535);
        assertThat(new TensorData(Dtype.I16, List.of(2L), ones).longs()).containsOnly(-1);
        assertThat(new TensorData(Dtype.U32, List.of(1L), ones).longs()).containsOnly(4_294_967_295L);
        assertThat(new TensorData(Dtype.I32, List.of(1L), ones).longs()).containsOnly(-1);
    }

    @Test
    void lossyReadingIsRefused() {
        TensorData doubles = TensorData.of(new double[] {0.1});
        assertThatIllegalStateException().isThrownBy(doubles::floats).withMessageContaining("F64");
        assertThatIllegalStateException().isThrownBy(doubles::longs).withMessageContaining("F64");
    }

    @Test
    void shapeAndValuesMustAgree() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TensorData.of(new float[5], 2, 3))
                .withMessage("F32 [2, 3] takes 24 bytes, got 20");
    }

    @Test
    void missingTensorNamesTheNearest() {
        assertThatThrownBy(() -> sample().get("kernal"))
                .isInstanceOf(BadData.class)
                .hasMessage("no tensor \"kernal\" among 4; the nearest is \"kernel\"");
    }

    @Test
    void damagedFilesAreRefusedWithTheReason() throws IOException {
        String whole = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        assertThat(TensorFile.read(file(whole, 8)).names()).containsExactly("a");

        reading(folder.resolve("absent")).hasMessageContaining("absent: no such file");
        reading(folder).hasMessageContaining("cannot read " + folder);
        reading(bytes(new byte[5])).hasMessageContaining("it has 5 bytes");
        reading(bytes(new byte[] {-1, -1, -1, -1, -1, -1, -1, 127, '{'}))
                .hasMessageContaining("must be 0 to 1 in a file of 9 bytes, got 9223372036854775807");
        reading(bytes(new byte[] {9, 0, 0, 0, 0, 0, 0, -128, '{'})).hasMessageContaining("got 9223372036854775817");
        reading(file("[1]", 0)).hasMessageContaining("begin with {");
        reading(file("{\"a\":", 0)).hasMessageContaining("not strict JSON");
        reading(file(whole + "x", 8)).hasMessageContaining("not strict JSON");
        reading(file(whole.replace("}}", "},'b':0}"), 8)).hasMessageContaining("not strict JSON");
        reading(file(whole.replace("}}", "},\"a\":0}"), 8)).hasMessageContaining("uplicate");
        reading(file(whole, 7)).hasMessageContaining("end <= 7").hasMessageContaining("got [0, 8]");
        reading(file(whole, 9)).hasMessageContaining("the tensors end at byte 8, but 9 bytes follow");
        reading(file(whole.replace("[0,8]", "[1,9]"), 9))
                .hasMessageContaining("begins at byte 1")
                .hasMessageContaining("ends at 0");
        reading(file(whole.replace("[0,8]", "[8,0]"), 8)).hasMessageContaining("begin <= end");
        reading(file(whole.replace("[0,8]", "[-8,0]"), 8)).hasMessageContaining("whole numbers");
        reading(file(whole.replace("[0,8]", "[0,8.0]"), 8)).hasMessageContaining("whole numbers");
        reading(file(whole.replace("[2]", "2"), 8)).hasMessageContaining("shape must be an array");
        reading(file(whole.replace("[2]", "[3]"), 8))
                .hasMessageContaining("F32 [3] takes 12 bytes, but data_offsets give 8");
        reading(file(whole.replace("[2]", "[9223372036854775807,4]"), 8)).hasMessageContaining("larger than any file");
        reading(file(whole.replace("F32", "F33"), 8))
                .hasMessageContaining("dtype must be one of [BOOL")
                .hasMessageContaining("\"F33\"");
        reading(file(whole.replace("shape", "size"), 8)).hasMessageContaining("tensor \"a\": must have dtype, shape");
        reading(file("{\"__metadata__\":{\"a\":1}}", 0)).hasMessageContaining("__metadata__.a must be a string");
        reading(file("{\"__metadata__\":3}", 0)).hasMessageContaining("object of strings");
    }

    @Test
    void overlapIsRefused() throws IOException {
        String overlap = """
            {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}\
            """;
        reading(file(overlap, 6)).hasMessageContaining("\"b\" begins at byte 2, but the one before it ends at 4");
    }

    /** A file with any damage is either read or rejected as bad data, in little memory. */
    @Test
    void twoThousandMutationsAreReadOrRefused() throws IOException {
        Seed seed = new Seed(20_251);
        System.out.println("mutations: " + seed);
        Path file = folder.resolve("mutant");
        TensorFile.write(file, sample());
        byte[] original = Files.readAllBytes(file);
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = 0;
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            Files.write(file, mutant(original, seed.derive(i).generator()));
            long before = memory.getCurrentThreadAllocatedBytes();
            try {
                TensorFile.read(file);
            } catch (BadData expected) {
                assertThat(expected).hasMessageContaining(file.toString());
                refused++;
            }
            Files.delete(file); // writing a new file is many times faster than replacing an old one's content
            allocated = Math.max(allocated, memory.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(refused).isBetween(1_000, 1_999);
        assertThat(allocated)
                .as("bytes allocated for a file of %s", original.length)
                .isLessThan(4 << 20);
    }

    private static byte[] mutant(byte[] original, RandomGenerator random) {
        if (random.nextInt(8) == 0) {
            return Arrays.copyOf(original, random.nextInt(original.length));
        }
        byte[] bytes = original.clone();
        for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
            byte replacement = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) "0123456789-{}[],:\"\\e. ".charAt(random.nextInt(22));
            bytes[random.nextInt(bytes.length)] = replacement;
        }
        return bytes;
    }

    private static Tensors sample() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("mean", TensorData.of(new double[] {Math.PI}));
        tensors.put("steps", TensorData.of(new long[] {Long.MIN_VALUE, 7}, 2));
        tensors.put("kernel", TensorData.of(new float[] {1.5f, -2, Float.NaN, 0, 1e-45f, Float.MAX_VALUE}, 2, 3));
        tensors.put("empty", TensorData.of(new float[0], 3, 0));
        return Tensors.of(tensors).withMetadata(Map.of("format", "pt", "note", "quotes \" and ümläuts"));
    }

    private static AbstractThrowableAssert<?, ?> reading(Path file) {
        return assertThatThrownBy(() -> TensorFile.read(file))
                .isInstanceOf(BadData.class)
                .hasMessageContaining(file.toString());
    }

    private Path file(String header, int dataBytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return bytes(ByteBuffer.allocate(Long.BYTES + json.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array());
    }

    private Path bytes(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("damaged.safetensors"), bytes);
    }

    private static final String REFERENCE =
            "d0000000000000007b225f5f6d657461646174615f5f223a7b226279223a226e756d7079227d2c2264223a7b22647479"
                + "7065223a22463634222c227368617065223a5b325d2c22646174615f6f666673657473223a5b302c31365d7d2c226861"
                + "6c66223a7b226474797065223a22463136222c227368617065223a5b335d2c22646174615f6f666673657473223a5b31"
                + "362c32325d7d2c22666c616773223a7b226474797065223a22424f4f4c222c227368617065223a5b322c315d2c226461"
                + "74615f6f666673657473223a5b32322c32345d7d7d2020209a9999999999b93f00000000000004c00038fffb01000100";
}
