package org.espalier.data.cache;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.espalier.data.Fingerprint;
import org.espalier.data.Split;
import org.espalier.file.AtomicFile;
import org.espalier.file.FileProblem;
import org.espalier.problem.Failure;

/**
 * The folder of cache files: {@code $ESPALIER_CACHE}, or {@code .cache/espalier} in the user's home. It can be deleted at any time.
 *
 * @param path made when first needed
 */
public record CacheFolder(Path path) {

    private static final String VARIABLE = "ESPALIER_CACHE";
    private static final Duration ABANDONED = Duration.ofDays(1);

    /** The folder that the environment names. */
    public static CacheFolder standard() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static CacheFolder of(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault(VARIABLE, "");
        return new CacheFolder(named.isBlank() ? home.resolve(".cache").resolve("espalier") : Path.of(named));
    }

    /**
     * The same samples, kept decoded: read from the cache file when it is whole and made from this very source, else decoded (on all
     * processors) when the first sample is asked for.
     *
     * @param title begins the name of the file, for people: letters, digits, dots and dashes
     * @param origin where the samples come from; one origin has one file, which is replaced when its content has changed
     */
    public Split cached(Split source, String title, String origin) {
        String name = "%s-%s-%s.cache"
                .formatted(
                        title,
                        source.name(),
                        new Fingerprint().add(origin).hex().substring(0, 8));
        return new CachedSplit(source, this, path.resolve(name));
    }

    /** Makes the folder, and removes what writers that died left in it. */
    void prepare() {
        try {
            Files.createDirectories(path);
            Instant limit = Instant.now().minus(ABANDONED);
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(path, file -> AtomicFile.isTemporary(file.getFileName()))) {
                for (Path file : files) {
                    if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new Failure(
                    "cache folder %s: cannot be used: %s; set %s to a folder that can be written"
                            .formatted(path, FileProblem.of(e), VARIABLE),
                    e);
        }
    }
}
