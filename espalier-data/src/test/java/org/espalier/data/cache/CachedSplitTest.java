package org.espalier.data.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.data.DataSize;
import org.espalier.data.Numbered;
import org.espalier.data.Split;
import org.espalier.problem.BadData;
import org.espalier.problem.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedSplitTest {

    private static final DataSize SIZE = new DataSize(3, 5);

    @TempDir
    Path folder;

    @Test
    void samplesComeBackAsTheyWere() {
        Split source = new Numbered(9, SIZE);
        Split cached = cached(source);

        assertThat(cached.size()).isEqualTo(9);
        assertThat(cached.fingerprint()).isEqualTo(source.fingerprint());
        for (int i = 0; i < 9; i++) {
            assertSame(cached, i, i);
        }
    }

    @Test
    void nothingIsDecodedBeforeTheFirstSampleAndEachSampleOnce() {
        Numbered source = new Numbered(9, SIZE);
        Split cached = cached(source);
        assertThat(source.asked()).isZero();
        readAll(cached);
        readAll(cached);

        assertThat(source.asked()).isEqualTo(9);
    }

    @Test
    void nextRunDecodesNothing() {
        readAll(cached(new Numbered(9, SIZE)));
        Numbered again = new Numbered(9, SIZE);
        readAll(cached(again));

        assertThat(again.asked()).isZero();
    }

    @Test
    void changedSourceIsDecodedAgainIntoTheSameFile() throws IOException {
        readAll(cached(new Numbered(9, SIZE, "before")));
        Numbered changed = new Numbered(4, SIZE, "after");
        readAll(cached(changed));

        assertThat(changed.asked()).isEqualTo(4);
        assertThat(files()).hasSize(1);
    }

    @Test
    void truncatedFileIsRebuilt() throws IOException {
        readAll(cached(new Numbered(9, SIZE)));
        for (long kept : new long[] {0, 7, 100, Files.size(files()[0]) - 1}) {
            try (FileChannel channel = FileChannel.open(files()[0], StandardOpenOption.WRITE)) {
                channel.truncate(kept);
            }
            Numbered source = new Numbered(9, SIZE);
            assertSame(cached(source), 8, 8);
            assertThat(source.asked()).as("after a cut to %d bytes", kept).isEqualTo(9);
        }
    }

    @Test
    void damagedIndexIsRebuiltAndDamagedSampleIsReported() throws IOException {
        readAll(cached(new Numbered(9, SIZE)));
        flip(80);
        Numbered source = new Numbered(9, SIZE);
        readAll(cached(source));
        assertThat(source.asked()).isEqualTo(9);

        flip(Files.size(files()[0]) - 1);
        Split cached = cached(new Numbered(9, SIZE));
        assertSame(cached, 7, 7);
        assertThatThrownBy(() -> cached.sample(8)).isInstanceOf(BadData.class).hasMessageContaining("delete the file");
    }

    @Test
    void manyWritersAtOnceDoNoHarm() throws IOException {
        boolean allRight = IntStream.range(0, 8)
                .parallel()
                .allMatch(i -> cached(new Numbered(9, SIZE)).sample(i).labels()[0] == i);

        assertThat(allRight).isTrue();
        assertThat(files()).hasSize(1);
    }

    @Test
    void abandonedTemporaryFilesAreRemovedAndFreshOnesKept() throws IOException {
        Path old = Files.writeString(folder.resolve(".espalier-1-2-3.tmp"), "left by a crash");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path fresh = Files.writeString(folder.resolve(".espalier-4-5-6.tmp"), "being written");
        readAll(cached(new Numbered(2, SIZE)));

        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void folderThatCannotBeCreatedIsReportedWithTheFix() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Split cached = new CacheFolder(file.resolve("cache")).cached(new Numbered(2, SIZE), "numbers", "here");

        assertThatThrownBy(() -> cached.sample(0))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("set ESPALIER_CACHE");
    }

    @Test
    void environmentNamesTheFolder() {
        Path home = Path.of("home");

        assertThat(CacheFolder.of(Map.of("ESPALIER_CACHE", "elsewhere"), home).path())
                .isEqualTo(Path.of("elsewhere"));
        assertThat(CacheFolder.of(Map.of(), home).path())
                .isEqualTo(home.resolve(".cache").resolve("espalier"));
    }

    private Split cached(Split source) {
        return new CacheFolder(folder).cached(source, "numbers-3x5", "here");
    }

    private Path[] files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".cache")).toArray(Path[]::new);
        }
    }

    /** Flips one bit; the file is replaced, because the old one may still be mapped. */
    private void flip(long position) throws IOException {
        byte[] bytes = Files.readAllBytes(files()[0]);
        bytes[(int) position] ^= 1;
        Path copy = Files.write(folder.resolve("copy"), bytes);
        Files.move(copy, files()[0], StandardCopyOption.REPLACE_EXISTING);
    }

    private static void readAll(Split split) {
        IntStream.range(0, split.size()).forEach(split::sample);
    }

    private static void assertSame(Split split, int index, int number) {
        byte[] expected = new byte[SIZE.pixels()];
        Arrays.fill(expected, (byte) number);
        assertThat(split.sample(index).id()).isEqualTo("sample-" + number);
        assertThat(split.sample(index).size()).isEqualTo(SIZE);
        assertThat(split.sample(index).labels()).isEqualTo(expected);
        assertThat(split.sample(index).pixelBytes()).hasSize(3 * SIZE.pixels()).containsOnly(number);
    }
}
