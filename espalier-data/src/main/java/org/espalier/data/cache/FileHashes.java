package org.espalier.data.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.espalier.file.AtomicFile;
import org.espalier.file.FileProblem;
import org.espalier.file.Sha256;
import org.espalier.problem.BadData;

/**
 * Hashes of the contents of files, remembered with the path, size and time of each file: as long as the three are the
 * same, a file is not read again. A change that keeps the size and restores the time is therefore not noticed while the
 * hash is remembered.
 */
public final class FileHashes {

    private static final int BYTES = 16;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String ABSENT = "absent";

    /** A file written so recently could change again without another time. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final CacheFolder folder;
    private final Path memory;
    private final Map<String, HashMemory.Entry> known = new ConcurrentHashMap<>();
    private final AtomicBoolean changed = new AtomicBoolean();

    /** @param memory the file that remembers, in the folder; read now, if there is one */
    FileHashes(CacheFolder folder, Path memory) {
        this.folder = folder;
        this.memory = memory;
        known.putAll(HashMemory.read(memory));
    }

    /**
     * The hash of each file, in their order: 32 hexadecimal digits, or a word that is no hash if there is no such file.
     * Files are read on all processors.
     *
     * @throws BadData if a file exists but cannot be read
     */
    public List<String> of(List<Path> files) {
        List<String> hashes = files.parallelStream().map(this::of).toList();
        if (changed.getAndSet(false)) {
            folder.prepare();
            AtomicFile.write(memory, HashMemory.text(new TreeMap<>(known)));
        }
        return hashes;
    }

    private String of(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                return ABSENT;
            }
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Instant time = now.lastModifiedTime().toInstant();
            String path = file.toAbsolutePath().toString();
            String stamp = now.size() + " " + time;
            HashMemory.Entry remembered = known.get(path);
            if (remembered != null && remembered.stamp().equals(stamp)) {
                return remembered.hash();
            }
            String hash = hash(file);
            if (time.plus(SETTLED).isBefore(Instant.now())) {
                known.put(path, new HashMemory.Entry(hash, stamp));
                changed.set(true);
            }
            return hash;
        } catch (IOException e) {
            throw new BadData(file + ": cannot be read: " + FileProblem.of(e), e);
        }
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}
