package org.espalier.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.problem.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardWriterTest {

    /** Two records written by TensorBoard's own Python writer, version 2.21: a file version and a point of a curve. */
    private static final String VERSION_RECORD =
            "1800000000000000a37f4b2209000000000000f83f1a0d627261696e2e4576656e743a322a28646c";

    private static final String SCALAR_RECORD =
            "2100000000000000017becf609000000000000024010ac022a130a110a0a65706f63682f6c6f737315000040bf0dc6013c";

    @TempDir
    Path folder;

    /**
     * Check values of CRC-32C: "123456789" from the catalogue of parametrised CRCs, 32 zeros and 32 ones from RFC 3720,
     * B.4.
     */
    @Test
    void checksumsAreCrc32cRotatedAndShifted() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0xFF);
        assertThat(unmasked("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xE3069283);
        assertThat(unmasked(new byte[32])).isEqualTo(0x8A9136AA);
        assertThat(unmasked(ones)).isEqualTo(0x62A8AB43);
    }

    @Test
    void recordsAreThoseOfTheReferenceWriter() {
        Message version = new Message().put(1, 1.5).put(3, "brain.Event:2");
        Message value = new Message().put(1, "epoch/loss").put(2, -0.75f);
        Message scalar = new Message().put(1, 2.25).put(2, 300).put(5, new Message().put(1, value));

        assertThat(hex(RecordFraming.frame(version.toBytes()))).isEqualTo(VERSION_RECORD);
        assertThat(hex(RecordFraming.frame(scalar.toBytes()))).isEqualTo(SCALAR_RECORD);
    }

    @Test
    void variableLengthNumbersTakeSevenBitsAByte() {
        assertThat(new Message().put(1, 127).toBytes()).containsExactly(8, 127);
        assertThat(new Message().put(1, 128).toBytes()).containsExactly(8, 0x80, 1);
        assertThat(new Message().put(16, 0).toBytes()).containsExactly(0x80, 1, 0);
        assertThat(new Message().put(1, -1).toBytes())
                .containsExactly(8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1);
    }

    @Test
    void aFileHoldsItsVersionAndThePoints() throws IOException {
        try (TensorBoardWriter writer = TensorBoardWriter.open(folder, 0)) {
            writer.scalar("loss", 1, 0.5f);
        }

        List<byte[]> records = records(files().getFirst());

        assertThat(records).hasSize(2);
        assertThat(text(records.get(0))).endsWith("brain.Event:2");
        assertThat(text(records.get(1))).contains("loss");
    }

    @Test
    void aLaterFileIsReadLaterAndDiscardsPointsAfterItsStep() throws IOException {
        for (int i = 0; i < 12; i++) {
            TensorBoardWriter.open(folder, 100).close();
        }

        List<Path> files = files();

        assertThat(files).hasSize(12);
        assertThat(files).allMatch(file -> file.getFileName().toString().contains("tfevents"));
        assertThat(records(files.getFirst())).hasSize(1);
        byte[] restart = records(files.getLast()).get(1);
        assertThat(Arrays.copyOfRange(restart, 9, restart.length)).containsExactly(16, 101, 58, 2, 8, 1);
    }

    @Test
    void anUnwritableFolderIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "precious");
        assertThatThrownBy(() -> TensorBoardWriter.open(file, 0))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(file.toString());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static List<byte[]> records(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> records = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] record = new byte[(int) bytes.getLong()];
            bytes.getInt();
            bytes.get(record);
            assertThat(bytes.getInt()).isEqualTo(RecordFraming.maskedChecksum(record, 0, record.length));
            records.add(record);
        }
        return records;
    }

    private static int unmasked(byte[] bytes) {
        return Integer.rotateLeft(RecordFraming.maskedChecksum(bytes, 0, bytes.length) - 0xA282EAD8, 15);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String text(byte[] record) {
        return new String(record, StandardCharsets.ISO_8859_1);
    }
}
