package org.espalier.data.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.data.DataSize;
import org.espalier.file.AtomicFile;
import org.espalier.image.PixelFormat;

/**
 * The header of a cache file: its source, its length, and the position of each sample. All numbers are big-endian.
 *
 * <pre>
 *     8 bytes    "ESPALIER"
 *     int        format version
 *     32 bytes   key: the fingerprint of the source, hexadecimal
 *     int        samples
 *     long       length of the whole file
 *     int        CRC-32C of the entries
 *     entries    per sample: long offset, int id bytes, int height, int width, int CRC-32C;
 *            at the offset: id, image, labels
 * </pre>
 *
 * @param key fingerprint of the source, 32 characters
 * @param format what a pixel is
 * @param entries in the order of the samples, which is their order in the file
 */
record CacheIndex(String key, PixelFormat format, List<Entry> entries) {

    private static final byte[] MAGIC = "ESPALIER".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int KEY_BYTES = 32;
    private static final int HEADER_BYTES =
            MAGIC.length + Integer.BYTES + KEY_BYTES + Integer.BYTES + Long.BYTES + Integer.BYTES;
    private static final int ENTRY_BYTES = Long.BYTES + 4 * Integer.BYTES;

    /** Position and size of a sample. */
    record Entry(long offset, int idBytes, DataSize size, int checksum) {

        long end(PixelFormat format) {
            return offset + idBytes + (format.bytesPerPixel() + 1L) * size.pixels();
        }
    }

    /** Bytes of header and entries: the offset of the first sample. */
    static long bytes(int samples) {
        return HEADER_BYTES + (long) ENTRY_BYTES * samples;
    }

    /** The index, if the file is complete, has this version and was made from the source with this key. */
    static Optional<CacheIndex> read(FileChannel channel, String key, PixelFormat format) throws IOException {
        Optional<byte[]> header = bytesAt(channel, 0, HEADER_BYTES);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(header.get());
        byte[] magic = new byte[MAGIC.length];
        in.get(magic);
        int version = in.getInt();
        byte[] storedKey = new byte[KEY_BYTES];
        in.get(storedKey);
        int samples = in.getInt();
        long length = in.getLong();
        int checksum = in.getInt();
        if (!Arrays.equals(magic, MAGIC)
                || version != VERSION
                || !new String(storedKey, StandardCharsets.US_ASCII).equals(key)
                || length != channel.size()
                || samples < 1
                || bytes(samples) > length) {
            return Optional.empty();
        }
        return bytesAt(channel, HEADER_BYTES, ENTRY_BYTES * samples)
                .filter(entries -> CacheFile.checksum(entries) == checksum)
                .map(entries -> new CacheIndex(key, format, entries(ByteBuffer.wrap(entries), samples)));
    }

    /** Writes header and entries to the start of the file, after the samples are written. */
    void write(FileChannel channel) throws IOException {
        byte[] body = new byte[ENTRY_BYTES * entries.size()];
        ByteBuffer out = ByteBuffer.wrap(body);
        for (Entry entry : entries) {
            out.putLong(entry.offset())
                    .putInt(entry.idBytes())
                    .putInt(entry.size().height())
                    .putInt(entry.size().width())
                    .putInt(entry.checksum());
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .put(MAGIC)
                .putInt(VERSION)
                .put(key.getBytes(StandardCharsets.US_ASCII))
                .putInt(entries.size())
                .putLong(entries.getLast().end(format))
                .putInt(CacheFile.checksum(body));
        channel.position(0);
        AtomicFile.writeFully(channel, header.flip());
        AtomicFile.writeFully(channel, ByteBuffer.wrap(body));
    }

    private static List<Entry> entries(ByteBuffer in, int samples) {
        List<Entry> entries = new ArrayList<>(samples);
        for (int i = 0; i < samples; i++) {
            entries.add(new Entry(in.getLong(), in.getInt(), new DataSize(in.getInt(), in.getInt()), in.getInt()));
        }
        return entries;
    }

    private static Optional<byte[]> bytesAt(FileChannel channel, long position, int count) throws IOException {
        byte[] bytes = new byte[count];
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            if (channel.read(rest, position + rest.position()) < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(bytes);
    }
}
