package org.espalier.data.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.espalier.data.Sample;
import org.espalier.file.FileProblem;
import org.espalier.image.PixelFormat;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * A cache file, mapped into memory. Safe to read from many threads; the mapping lives as long as this object.
 *
 * <p>It is mapped in regions of at most 1 GiB, because a Java buffer cannot exceed 2 GiB; no sample crosses a region.
 */
final class CacheFile {

    private static final long LARGEST_REGION = 1L << 30;

    private final Path file;
    private final PixelFormat format;
    private final List<CacheIndex.Entry> entries;
    private final List<LeftOut> leftOut;
    private final List<MappedByteBuffer> regionOf;
    private final long[] regionStart;

    private CacheFile(Path file, CacheIndex index, FileChannel channel) throws IOException {
        this.file = file;
        this.format = index.format();
        this.entries = index.entries();
        this.leftOut = index.leftOut();
        this.regionOf = new ArrayList<>();
        this.regionStart = new long[entries.size()];
        for (int i = 0; i < entries.size(); ) {
            long start = entries.get(i).offset();
            int next = i + 1;
            while (next < entries.size() && entries.get(next).end(format) - start <= LARGEST_REGION) {
                next++;
            }
            MappedByteBuffer region = channel.map(
                    FileChannel.MapMode.READ_ONLY, start, entries.get(next - 1).end(format) - start);
            for (; i < next; i++) {
                regionOf.add(region);
                regionStart[i] = start;
            }
        }
    }

    /** The file, if it exists, is complete, has this format and was made from the source with this key. */
    static Optional<CacheFile> open(Path file, String key, PixelFormat format) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file)) {
            Optional<CacheIndex> index = CacheIndex.read(channel, key, format);
            return index.isPresent() ? Optional.of(new CacheFile(file, index.get(), channel)) : Optional.empty();
        } catch (IOException e) {
            throw new BadData(
                    Text.format(
                            "cache file %s: cannot be read: %s; delete it, and it will be rebuilt",
                            file, FileProblem.of(e)),
                    e);
        }
    }

    /** The number of samples in the file. */
    int size() {
        return entries.size();
    }

    /** The samples of the source that are not in the file. */
    List<LeftOut> leftOut() {
        return leftOut;
    }

    /** Reads one sample into new arrays. */
    Sample sample(int index) {
        CacheIndex.Entry entry = entries.get(index);
        ByteBuffer region = regionOf.get(index);
        int at = (int) (entry.offset() - regionStart[index]);
        byte[] id = new byte[entry.idBytes()];
        byte[] rgb = new byte[format.bytesPerPixel() * entry.size().pixels()];
        byte[] labels = new byte[entry.size().pixels()];
        region.get(at, id);
        region.get(at + id.length, rgb);
        region.get(at + id.length + rgb.length, labels);
        if (checksum(id, rgb, labels) != entry.checksum()) {
            throw new BadData(Text.format(
                    "cache file %s: sample %d has changed on disk; delete the file, and it will be rebuilt",
                    file, index));
        }
        return new Sample(new String(id, StandardCharsets.UTF_8), entry.size(), format, rgb, labels);
    }

    static int checksum(byte[]... parts) {
        CRC32C crc = new CRC32C();
        for (byte[] part : parts) {
            crc.update(part, 0, part.length);
        }
        return (int) crc.getValue();
    }
}
