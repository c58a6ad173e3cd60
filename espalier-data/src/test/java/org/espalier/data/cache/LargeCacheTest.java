package org.espalier.data.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.espalier.data.DataSize;
import org.espalier.data.Numbered;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.data.augment.Augmentation;
import org.espalier.data.loading.BatchLoader;
import org.espalier.data.loading.Loading;
import org.espalier.image.PixelFormat;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets larger than a buffer and larger than the heap. */
class LargeCacheTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final long GIB = 1L << 30;

    @TempDir
    Path folder;

    /** A sparse file of 9 GiB: samples before and after 2 and 4 GiB, and two in one region. */
    @Test
    void samplesBeyondTwoGigabytesAreReadFromTheirPlaces() throws IOException {
        long[] offsets = {CacheIndex.bytes(6), 2 * GIB - 10, 3 * GIB, 3 * GIB + 1000, 4 * GIB + 7, 9 * GIB};
        Split samples = new Numbered(offsets.length, new DataSize(3, 5));
        Path file = folder.resolve("large.cache");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.WRITE)) {
            List<CacheIndex.Entry> entries = new ArrayList<>();
            for (int i = 0; i < offsets.length; i++) {
                entries.add(write(samples.sample(i), channel, offsets[i]));
            }
            new CacheIndex(KEY, PixelFormat.RGB, entries, List.of()).write(channel);
        }
        CacheFile cache = CacheFile.open(file, KEY, PixelFormat.RGB).orElseThrow();
        for (int i = 0; i < offsets.length; i++) {
            assertThat(cache.sample(i).id()).isEqualTo("sample-" + i);
            assertThat(cache.sample(i).pixelBytes()).containsOnly(i);
            assertThat(cache.sample(i).labels()).containsOnly(i);
        }
    }

    private static CacheIndex.Entry write(Sample sample, FileChannel channel, long offset) throws IOException {
        byte[] id = sample.id().getBytes(StandardCharsets.UTF_8);
        channel.position(offset);
        for (byte[] part : List.of(id, sample.pixelBytes(), sample.labels())) {
            channel.write(ByteBuffer.wrap(part));
        }
        int checksum = CacheFile.checksum(id, sample.pixelBytes(), sample.labels());
        return new CacheIndex.Entry(offset, id.length, sample.size(), checksum);
    }

    /** 240 samples of 360x480 are 158 MiB; a heap of 48 MiB is enough to cache them and to load batches from them. */
    @Test
    void aDataSetLargerThanTheHeapIsCachedAndLoaded() throws IOException, InterruptedException {
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-XX:ActiveProcessorCount=2",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        folder.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }

    /** Caches, counts the classes and loads an epoch of crops, a third of them by class. */
    static final class SmallHeap {

        private SmallHeap() {}

        public static void main(String[] args) {
            DataSize size = new DataSize(360, 480);
            Split split = new CacheFolder(Path.of(args[0])).cached(new Numbered(240, size), "numbers", "here");
            Augmentation crops = Augmentation.standard(new DataSize(321, 321));
            try (BatchLoader loader =
                    new BatchLoader(split, crops, Loading.ofBatch(4).balanced(0.3), new Seed(1))) {
                for (int number = 0; number < loader.batchesPerEpoch(); number++) {
                    if (loader.next().count() != 4) {
                        throw new AssertionError("an incomplete batch");
                    }
                }
            }
        }
    }
}
