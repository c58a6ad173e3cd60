package org.espalier.safetensors;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.file.AtomicFile;
import org.espalier.file.FileProblem;
import org.espalier.file.Sha256;
import org.espalier.problem.BadData;
import org.espalier.problem.Failure;

/**
 * Files of named tensors in the safetensors format: eight bytes with the header's length, a JSON header, the values one
 * after the other, all little-endian.
 *
 * <p>The reader does not trust the file: lengths are checked against the size of the file before anything is allocated,
 * the header must be strict JSON, and the tensors must cover the rest of the file without gap or overlap. The writer
 * replaces the file atomically, and equal tensors give equal bytes.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public final class TensorFile {

    /** The longest header that the format's reference reader accepts. */
    private static final long MAX_HEADER_BYTES = 100_000_000;

    private TensorFile() {}

    /**
     * Reads all tensors into memory.
     *
     * @return the tensors in the order of their bytes
     * @throws BadData if the file does not exist or is not a valid safetensors file
     */
    public static Tensors read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            int headerBytes = headerBytes(channel, size, file);
            long dataBegin = (long) Long.BYTES + headerBytes;
            ByteBuffer json = read(channel, Long.BYTES, headerBytes);
            Header header = Header.decode(json, size - dataBegin, file.toString());
            Map<String, TensorData> tensors =
                    LinkedHashMap.newLinkedHashMap(header.slots().size());
            for (Header.Slot slot : header.slots()) {
                ByteBuffer bytes = read(channel, dataBegin + slot.begin(), Math.toIntExact(slot.end() - slot.begin()));
                tensors.put(slot.name(), new TensorData(slot.dtype(), slot.shape(), bytes));
            }
            return new Tensors(tensors, header.metadata());
        } catch (IOException e) {
            throw new BadData("cannot read " + file + ": " + FileProblem.of(e), e);
        }
    }

    /**
     * Replaces {@code file}, or creates it; after a crash the file is the old one or the new one.
     *
     * @throws Failure if the file cannot be written
     */
    public static void write(Path file, Tensors tensors) {
        List<ByteBuffer> parts = encode(tensors);
        AtomicFile.write(file, channel -> {
            for (ByteBuffer part : parts) {
                AtomicFile.writeFully(channel, part);
            }
        });
    }

    /** The bytes of a file with these tensors, in parts to be concatenated; the values are views, not copies. */
    public static List<ByteBuffer> encode(Tensors tensors) {
        Header header = Header.of(tensors);
        byte[] json = header.encode();
        List<ByteBuffer> parts = new ArrayList<>();
        parts.add(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, json.length));
        parts.add(ByteBuffer.wrap(json));
        for (Header.Slot slot : header.slots()) {
            parts.add(tensors.get(slot.name()).bytes());
        }
        return parts;
    }

    /** SHA-256 hash of the bytes of a file with these tensors, in hexadecimal; equal tensors have equal hashes. */
    public static String hash(Tensors tensors) {
        MessageDigest digest = Sha256.digest();
        encode(tensors).forEach(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static int headerBytes(FileChannel channel, long size, Path file) throws IOException {
        if (size < Long.BYTES) {
            throw new BadData(
                    file + ": not a safetensors file: it has " + size + " bytes, the header's length alone takes 8");
        }
        long got = read(channel, 0, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
        long allowed = Math.min(MAX_HEADER_BYTES, size - Long.BYTES);
        if (got < 0 || got > allowed) {
            throw new BadData(file + ": the header's length must be 0 to " + allowed + " in a file of " + size
                    + " bytes, got " + Long.toUnsignedString(got) + "; the file is cut short or not safetensors");
        }
        return (int) got;
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException(
                        "it ends before byte " + (position + length) + "; another program cut it while it was read");
            }
        }
        return bytes.flip();
    }
}
