package org.espalier.data.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.espalier.file.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashesTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00.5Z"));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = folder.resolve("a file.txt");
        Files.writeString(file, "old");
        Files.setLastModifiedTime(file, LONG_AGO);
    }

    @Test
    void hashIsThatOfTheContent() {
        assertThat(hashes().of(List.of(file, folder.resolve("none"))))
                .containsExactly(Sha256.of("old").substring(0, 32), "absent");
    }

    @Test
    void unchangedFileIsNotReadAgain() throws IOException {
        String before = hash();
        Files.writeString(file, "new");
        Files.setLastModifiedTime(file, LONG_AGO);

        assertThat(hash()).as("the documented limit: same size, same time").isEqualTo(before);
    }

    @Test
    void newTimeOrSizeMeansReadingAgain() throws IOException {
        String before = hash();
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2021-01-01T00:00:00Z")));
        assertThat(hash()).isEqualTo(before);
        Files.writeString(file, "longer");
        Files.setLastModifiedTime(file, LONG_AGO);

        assertThat(hash()).isEqualTo(Sha256.of("longer").substring(0, 32));
    }

    @Test
    void fileWrittenJustNowIsNotRemembered() throws IOException {
        FileTime now = FileTime.from(Instant.now());
        Files.setLastModifiedTime(file, now);
        String before = hash();
        Files.writeString(file, "new");
        Files.setLastModifiedTime(file, now);

        assertThat(hash()).isNotEqualTo(before);
    }

    @Test
    void brokenMemoryIsLikeNone() throws IOException {
        String before = hash();
        try (var files = Files.list(folder.resolve("cache"))) {
            Files.writeString(files.findFirst().orElseThrow(), "nonsense\n");
        }

        assertThat(hash()).isEqualTo(before);
    }

    private String hash() {
        return hashes().of(List.of(file)).getFirst();
    }

    private FileHashes hashes() {
        return new CacheFolder(folder.resolve("cache")).hashes("test", "origin");
    }
}
