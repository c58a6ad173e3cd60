package org.espalier.data.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.espalier.data.ClassPresence;
import org.espalier.data.DataSize;
import org.espalier.data.Numbered;
import org.espalier.data.Split;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sample {@code i} of {@link Numbered} has class {@code i} only, of three classes. */
class PresenceFileTest {

    private static final DataSize SIZE = new DataSize(3, 5);

    @TempDir
    Path folder;

    @Test
    void theFirstRunReadsTheSamplesAndTheNextOnlyTheFile() throws IOException {
        Numbered source = new Numbered(5, SIZE);
        assertPresence(cached(source).presence());
        assertThat(source.asked()).isEqualTo(5);

        Files.delete(folder.resolve(file().replace(".classes", "")));
        Numbered again = new Numbered(5, SIZE);
        assertPresence(cached(again).presence());
        assertThat(again.asked()).isZero();
    }

    @Test
    void theFileOfAnotherSourceOrADamagedOneIsWrittenAnew() throws IOException {
        cached(new Numbered(2, SIZE, "before")).presence();
        assertPresence(cached(new Numbered(5, SIZE, "after")).presence());

        Path file = folder.resolve(file());
        Files.write(file, new byte[] {1, 2, 3});
        assertPresence(cached(new Numbered(5, SIZE, "after")).presence());
        assertThat(Files.size(file)).isGreaterThan(3);
    }

    /** Halves and parts number their samples anew. */
    @Test
    void presenceOfAPartIsThatOfItsSamples() {
        Split cached = cached(new Numbered(5, SIZE));
        ClassPresence part = cached.part("end", 1, 4).presence();
        assertThat(part.classes()).containsExactly(1, 2);
        assertThat(part.samples(1)).containsExactly(0);
        assertThat(part.samples(2)).containsExactly(1);

        Split half = cached.half(new Seed(1), 0);
        ClassPresence ofHalf = half.presence();
        for (int c = 0; c < 3; c++) {
            for (int index : ofHalf.samples(c)) {
                assertThat((int) half.sample(index).labels()[0]).isEqualTo(c);
            }
        }
    }

    @Test
    void aSplitThatWasCachedAtASizeIsNotResizedAgain() {
        Split resized = cached(new Numbered(5, SIZE).resized(new DataSize(6, 10)));
        assertThat(resized.resized(new DataSize(6, 10))).isSameAs(resized);
        assertThat(resized.resized(SIZE)).isNotSameAs(resized);
    }

    private static void assertPresence(ClassPresence presence) {
        assertThat(presence.classes()).containsExactly(0, 1, 2);
        for (int c = 0; c < 3; c++) {
            assertThat(presence.count(c)).isEqualTo(1);
            assertThat(presence.sample(c, 0)).isEqualTo(c);
        }
    }

    private Split cached(Split source) {
        return new CacheFolder(folder).cached(source, "numbers-3x5", "here");
    }

    private String file() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".classes"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
