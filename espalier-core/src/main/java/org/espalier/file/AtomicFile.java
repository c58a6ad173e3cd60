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
 * Replaces a file as a whole: readers, and whoever comes after a crash, see the old content or the new, never a half.
 *
 * <p>The content goes to a temporary neighbour, is forced to the disk and renamed over the target; then the folder is forced, so that
 * the rename itself survives a power cut. What a crash leaves behind is a temporary file that {@link #sweep} removes.
 */
public final class AtomicFile {

    private static final String TEMPORARY_PREFIX = ".espalier-";
    private static final String TEMPORARY_SUFFIX = ".tmp";

    private AtomicFile() {}

    /** Writes the whole content of a file, from its beginning. */
    @FunctionalInterface
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Replaces {@code target}, or creates it; its folder must be there.
     *
     * @throws Failure if the file cannot be written; the old file is then as it was
     */
    public static void write(Path target, Content content) {
        Path folder = folderOf(target);
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
            throw new Failure("cannot write " + target + ": " + FileProblem.of(e) + "; what was there is unchanged", e);
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

    /** Writes all that remains in the buffer; a channel may take less at once. */
    public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Removes what interrupted writers left in a folder. Only for the one process that owns the folder.
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
            throw new Failure("cannot tidy " + folder + ": " + FileProblem.of(e), e);
        }
    }

    /** Whether this is the name of an interrupted writer's file. */
    public static boolean isTemporary(Path name) {
        return name.toString().startsWith(TEMPORARY_PREFIX) && name.toString().endsWith(TEMPORARY_SUFFIX);
    }

    /** Forces a folder's list of names to the disk. */
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

    /** Unique among processes and threads, so that two writers of one target cannot mix their halves. */
    private static String temporaryName() {
        return TEMPORARY_PREFIX + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + "-"
                + Thread.currentThread().threadId() + TEMPORARY_SUFFIX;
    }

    private static void deleteQuietly(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // The failure to write is what the user must hear of; sweep() takes the leftover.
        }
    }
}
