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

/**
 * The header of a cache file: its source, its length, and the position of each sample; and its end, the samples left
 * out. All numbers are big-endian.
 *
 * <pre>
 *     8 bytes    "ESPALIER"
 *     int        format version
 *     32 bytes   key: the fingerprint of the source, hexadecimal
 *     int        samples
 *     long       length of the whole file
 *     int        CRC-32C of the entries and the end
 *     entries    per sample: long offset, int id bytes, int height, int width, int CRC-32C;
 *            at the offset: id, image, labels
 *     end        per sample left out: a line with its number in the source and the reason
 * </pre>
 *
 * @param key fingerprint of the source, 32 characters
 * @param entries in the order of the samples, which is their order in the file; at least one
 * @param leftOut the samples of the source that have no entry, in order
 */
record CacheIndex(String key, List<Entry> entries, List<LeftOut> leftOut) {

    private static final byte[] MAGIC = "ESPALIER".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 2;
    private static final int KEY_BYTES = 32;
    private static final int HEADER_BYTES =
            MAGIC.length + Integer.BYTES + KEY_BYTES + Integer.BYTES + Long.BYTES + Integer.BYTES;
    private static final int ENTRY_BYTES = Long.BYTES + 4 * Integer.BYTES;

    /** Position and size of a sample. */
    record Entry(long offset, int idBytes, DataSize size, int checksum) {

        long end() {
            return offset + idBytes + 4L * size.pixels();
        }
    }

    /** Bytes of header and entries: the offset of the first sample. */
    static long bytes(int samples) {
        return HEADER_BYTES + (long) ENTRY_BYTES * samples;
    }

    /** The index, if the file is complete, has this version and was made from the source with this key. */
    static Optional<CacheIndex> read(FileChannel channel, String key) throws IOException {
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
        Optional<byte[]> body = bytesAt(channel, HEADER_BYTES, ENTRY_BYTES * samples);
        return body.isPresent() ? of(channel, key, samples, body.get(), checksum) : Optional.empty();
    }

    private static Optional<CacheIndex> of(FileChannel channel, String key, int samples, byte[] body, int checksum)
            throws IOException {
        ByteBuffer last = ByteBuffer.wrap(body, body.length - ENTRY_BYTES, ENTRY_BYTES);
        long end = entry(last).end();
        if (end > channel.size()) {
            return Optional.empty();
        }
        return bytesAt(channel, end, Math.toIntExact(channel.size() - end))
                .filter(leftOut -> CacheFile.checksum(body, leftOut) == checksum)
                .map(leftOut -> new CacheIndex(key, entries(ByteBuffer.wrap(body), samples), LeftOut.decode(leftOut)));
    }

    /** Writes header and entries to the start of the file, and its end, after the samples are written. */
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
        byte[] leftOutBytes = LeftOut.encode(leftOut);
        long end = entries.getLast().end();
        channel.position(end);
        AtomicFile.writeFully(channel, ByteBuffer.wrap(leftOutBytes));
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .put(MAGIC)
                .putInt(VERSION)
                .put(key.getBytes(StandardCharsets.US_ASCII))
                .putInt(entries.size())
                .putLong(end + leftOutBytes.length)
                .putInt(CacheFile.checksum(body, leftOutBytes));
        channel.position(0);
        AtomicFile.writeFully(channel, header.flip());
        AtomicFile.writeFully(channel, ByteBuffer.wrap(body));
    }

    private static List<Entry> entries(ByteBuffer in, int samples) {
        List<Entry> entries = new ArrayList<>(samples);
        for (int i = 0; i < samples; i++) {
            entries.add(entry(in));
        }
        return entries;
    }

    private static Entry entry(ByteBuffer in) {
        return new Entry(in.getLong(), in.getInt(), new DataSize(in.getInt(), in.getInt()), in.getInt());
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
