package org.espalier.pytorch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes archives as {@code torch.save} does, and invalid ones. */
final class PthFile {

    private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private int method = ZipEntry.STORED;

    /** An archive whose pickle is a dict that is still open. */
    PthFile() {
        raw(0x80, 2).global("collections", "OrderedDict").raw(')', 'R', '(');
    }

    PthFile raw(int... bytes) {
        for (int one : bytes) {
            pickle.write(one);
        }
        return this;
    }

    PthFile text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        raw('X').integer(bytes.length);
        pickle.writeBytes(bytes);
        return this;
    }

    PthFile global(String module, String name) {
        pickle.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    PthFile whole(long value) {
        raw(0x8a, 8);
        pickle.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0, value)
                .array());
        return this;
    }

    /** An entry of the dict: a tensor over a storage that {@link #storage} stores. */
    PthFile tensor(
            String name, String storageType, String key, long elements, long offset, long[] shape, long[] strides) {
        text(name).global("torch._utils", "_rebuild_tensor_v2").raw('(', '(').text("storage");
        global("torch", storageType)
                .text(key)
                .text("cpu")
                .whole(elements)
                .raw('t', 'Q')
                .whole(offset);
        return tuple(shape)
                .tuple(strides)
                .raw(0x89)
                .global("collections", "OrderedDict")
                .raw(')', 'R', 't', 'R');
    }

    PthFile tuple(long... values) {
        raw('(');
        for (long value : values) {
            whole(value);
        }
        return raw('t');
    }

    PthFile storage(String key, byte[] bytes) {
        entries.put("archive/data/" + key, bytes);
        return this;
    }

    PthFile floats(String key, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return storage(key, bytes.array());
    }

    PthFile entry(String name, String text) {
        entries.put(name, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    PthFile compressed() {
        method = ZipEntry.DEFLATED;
        return this;
    }

    /** Closes the dict and writes the archive. */
    Path write(Path file) {
        return writeAsIs(file, 'u', '.');
    }

    /** Ends the pickle with the given bytes and writes the archive. */
    Path writeAsIs(Path file, int... end) {
        raw(end);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setMethod(method);
            put(zip, "archive/data.pkl", pickle.toByteArray());
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                put(zip, entry.getKey(), entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private PthFile integer(int value) {
        pickle.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, value)
                .array());
        return this;
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setCrc(crc.getValue());
        entry.setSize(bytes.length);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
