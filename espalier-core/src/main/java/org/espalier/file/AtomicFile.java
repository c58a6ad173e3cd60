package org.espalier.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.espalier.problem.Failure;

/**
 * Replaces files atomically: readers get the old content or the new, also after a crash, never a mixture.
 *
 * <p>The content is written to a temporary file in the same folder, synced to disk and renamed over the target; then
 * the folder is synced, so that the rename survives a power failure. A crash can leave a temporary file, which
 * {@link #sweep} removes.
 */
public final class AtomicFile {

    private static final String TEMPORARY_PREFIX = ".espalier-";
    private static final String TEMPORARY_SUFFIX = ".tmp";

    private AtomicFile() {}

    /** Writes the whole content of a file, from the start. */
    @FunctionalInterface
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Replaces {@code target}, or creates it; its folder must exist.
     *
     * @throws Failure if the file cannot be written; the old file is then unchanged
     */
    public static void write(Path target, Content content) {
        Path folder = folderOf(target);
        if (!Files.exists(folder)) {
            throw new Failure("cannot write " + target + ": there is no folder " + folder);
        }
        Path temporary = folder.resolve(temporaryName());
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.writeTo(channel);
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(folder);
        } catch (IOException e) {
            throw new Failure(
                    "cannot write " + target + ": " + FileProblem.of(e)
                            + (Files.exists(target) ? "; the old content is unchanged" : ""),
                    e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    /** Replaces {@code target} by these bytes; see {@link #write(Path, Content)}. */
    public static void write(Path target, byte[] bytes) {
        write(target, channel -> writeFully(channel, ByteBuffer.wrap(bytes)));
    }

    /** Replaces {@code target} by this text in UTF-8; see {@link #write(Path, Content)}. */
    public static void write(Path target, String text) {
        write(target, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the whole rest of the buffer; a single write to a channel may take less. */
    public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Removes the temporary files of interrupted writers from a folder. Call it only from the process that owns the
     * folder.
     *
     * @throws Failure if the folder cannot be read or a file cannot be removed
     */
    public static void sweep(Path folder) {
        try (DirectoryStream<Path> leftovers =
                Files.newDirectoryStream(folder, file -> isTemporary(file.getFileName()))) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        } catch (IOException e) {
            throw new Failure("cannot remove temporary files in " + folder + ": " + FileProblem.of(e), e);
        }
    }

    /** Whether this is the name of an interrupted writer's file. */
    public static boolean isTemporary(Path name) {
        return name.toString().startsWith(TEMPORARY_PREFIX) && name.toString().endsWith(TEMPORARY_SUFFIX);
    }

    /** Syncs a folder's directory entries to disk. */
    private static void force(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        } // elsewhere (Windows) a folder cannot be opened, and the file system journals the rename
    }

    private static Path folderOf(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new Failure("cannot write " + target + ": it is the root of a file system, not a file");
        }
        return folder;
    }

    /** Unique among processes and threads, so that two writers of one target use different files. */
    private static String temporaryName() {
        return TEMPORARY_PREFIX + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + "-"
                + Thread.currentThread().threadId() + TEMPORARY_SUFFIX;
    }

    private static void deleteQuietly(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // The user must get the error of the write; sweep() removes the leftover.
        }
    }
}
