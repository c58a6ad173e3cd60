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
import org.espalier.text.Text;

/**
 * The folder of cache files: {@code $ESPALIER_CACHE}, or {@code .cache/espalier} in the user's home. It can be deleted
 * at any time.
 *
 * @param path created when first needed
 * @param bad what to do about samples that cannot be read
 */
public record CacheFolder(Path path, BadSamples bad) {

    private static final String VARIABLE = "ESPALIER_CACHE";
    private static final Duration ABANDONED = Duration.ofDays(1);

    /** A folder that refuses samples that cannot be read. */
    public CacheFolder(Path path) {
        this(path, BadSamples.REFUSE);
    }

    /** The same folder, with another treatment of samples that cannot be read. */
    public CacheFolder with(BadSamples other) {
        return new CacheFolder(path, other);
    }

    /** The folder given by the environment. */
    public static CacheFolder standard() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static CacheFolder of(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault(VARIABLE, "");
        return new CacheFolder(named.isBlank() ? home.resolve(".cache").resolve("espalier") : Path.of(named));
    }

    /**
     * The same split, decoded once: samples come from the cache file if it is complete and made from this source;
     * otherwise the first read decodes all samples (on all processors) into it.
     *
     * @param title readable start of the file name: letters, digits, dots and dashes
     * @param origin where the samples come from; each origin has one file, which is replaced when the source has
     *     changed
     */
    public Split cached(Split source, String title, String origin) {
        String name = Text.format(
                "%s-%s-%s.cache",
                title, source.name(), new Fingerprint().add(origin).hex().substring(0, 8));
        return new CachedSplit(source, this, path.resolve(name));
    }

    /**
     * Hashes of the files of a data set, remembered in this folder.
     *
     * @param title readable start of the file name: letters, digits, dots and dashes
     * @param origin where the files come from; each origin has one memory
     */
    public FileHashes hashes(String title, String origin) {
        String name = Text.format(
                "%s-%s.hashes", title, new Fingerprint().add(origin).hex().substring(0, 8));
        return new FileHashes(this, path.resolve(name));
    }

    /** Creates the folder and removes temporary files of crashed writers. */
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
                    Text.format(
                            "cache folder %s: cannot be used: %s; set %s to a writable folder",
                            path, FileProblem.of(e), VARIABLE),
                    e);
        }
    }
}
