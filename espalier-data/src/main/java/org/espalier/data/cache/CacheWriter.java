package org.espalier.data.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.file.AtomicFile;
import org.espalier.problem.Failure;
import org.espalier.text.Text;

/**
 * Decodes a split into a cache file. Two processes that do so at the same time both write a complete file; the later
 * rename wins.
 */
final class CacheWriter {

    private static final int DECODED_AT_ONCE = 4 * Runtime.getRuntime().availableProcessors();

    private CacheWriter() {}

    /**
     * @throws Failure if the file cannot be written
     */
    static CacheFile write(Split source, String key, Path file) {
        AtomicFile.write(
                file, channel -> new CacheIndex(key, source.format(), writeSamples(source, channel)).write(channel));
        return CacheFile.open(file, key, source.format())
                .orElseThrow(() -> new Failure(
                        Text.format("cache file %s: incomplete after it was written; check the disk", file)));
    }

    private static List<CacheIndex.Entry> writeSamples(Split source, FileChannel channel) throws IOException {
        List<CacheIndex.Entry> entries = new ArrayList<>(source.size());
        channel.position(CacheIndex.bytes(source.size()));
        for (int from = 0; from < source.size(); from += DECODED_AT_ONCE) {
            int to = Math.min(from + DECODED_AT_ONCE, source.size());
            List<Sample> decoded = IntStream.range(from, to)
                    .parallel()
                    .mapToObj(index -> requireFormat(source, source.sample(index)))
                    .toList();
            for (Sample sample : decoded) {
                entries.add(write(sample, channel));
            }
        }
        return entries;
    }

    private static Sample requireFormat(Split source, Sample sample) {
        if (!sample.format().equals(source.format())) {
            throw new IllegalStateException(Text.format(
                    "sample %s has %s, its split %s says %s",
                    sample.id(), sample.format(), source.name(), source.format()));
        }
        return sample;
    }

    private static CacheIndex.Entry write(Sample sample, FileChannel channel) throws IOException {
        byte[] id = sample.id().getBytes(StandardCharsets.UTF_8);
        int checksum = CacheFile.checksum(id, sample.rgb(), sample.labels());
        CacheIndex.Entry entry = new CacheIndex.Entry(channel.position(), id.length, sample.size(), checksum);
        AtomicFile.writeFully(channel, ByteBuffer.wrap(id));
        AtomicFile.writeFully(channel, ByteBuffer.wrap(sample.rgb()));
        AtomicFile.writeFully(channel, ByteBuffer.wrap(sample.labels()));
        return entry;
    }
}
