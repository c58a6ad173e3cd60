package org.espalier.data.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.espalier.data.Reading;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.file.AtomicFile;
import org.espalier.problem.BadData;
import org.espalier.problem.Failure;
import org.espalier.text.Text;

/**
 * Decodes a split into a cache file. Two processes that do so at the same time both write a complete file; the later
 * rename wins.
 */
final class CacheWriter {

    private CacheWriter() {}

    /**
     * @throws BadData if a sample cannot be read and is refused, or none can be read
     * @throws Failure if the file cannot be written
     */
    static CacheFile write(Split source, String key, Path file, BadSamples bad) {
        AtomicFile.write(
                file, channel -> writeSamples(source, key, channel, bad).write(channel));
        return CacheFile.open(file, key, source.format())
                .orElseThrow(() -> new Failure(
                        Text.format("cache file %s: incomplete after it was written; check the disk", file)));
    }

    private static CacheIndex writeSamples(Split source, String key, FileChannel channel, BadSamples bad)
            throws IOException {
        List<CacheIndex.Entry> entries = new ArrayList<>(source.size());
        List<LeftOut> leftOut = new ArrayList<>();
        channel.position(CacheIndex.bytes(source.size()));
        Iterator<Reading> readings =
                Reading.<Reading>all(source, Function.identity()).iterator();
        while (readings.hasNext()) {
            switch (readings.next()) {
                case Reading.Good good -> entries.add(write(requireFormat(source, good.sample()), channel));
                case Reading.Bad refused -> {
                    bad.accept(refused);
                    leftOut.add(new LeftOut(refused.index(), refused.message()));
                }
            }
        }
        if (entries.isEmpty()) {
            throw new BadData(Text.format(
                    "none of the %d samples of %s can be read; the first: %s",
                    source.size(), source.name(), leftOut.getFirst().problem()));
        }
        return new CacheIndex(key, source.format(), entries, leftOut);
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
        int checksum = CacheFile.checksum(id, sample.pixelBytes(), sample.labels());
        CacheIndex.Entry entry = new CacheIndex.Entry(channel.position(), id.length, sample.size(), checksum);
        AtomicFile.writeFully(channel, ByteBuffer.wrap(id));
        AtomicFile.writeFully(channel, ByteBuffer.wrap(sample.pixelBytes()));
        AtomicFile.writeFully(channel, ByteBuffer.wrap(sample.labels()));
        return entry;
    }
}
