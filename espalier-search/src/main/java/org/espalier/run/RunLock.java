package org.espalier.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.espalier.file.AtomicFile;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Locks a run for one process. The operating system holds the lock and releases it when the process ends, for whatever
 * reason; the file remains. The owner writes its process number into the file, for the error message of others.
 */
final class RunLock implements AutoCloseable {

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws BadUsage if another process holds the lock, or the file cannot be created */
    static RunLock acquire(RunLayout layout) {
        Path file = layout.lock();
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new BadUsage(
                    "cannot write to the run folder " + layout.root() + ": " + FileProblem.of(e)
                            + "; make it writable or choose another",
                    e);
        }
        try {
            if (tryLock(channel) == null) {
                String holder = read(channel);
                channel.close();
                throw new BadUsage("the run " + layout.root() + " is in use by process " + holder
                        + "; wait for it or stop it, or choose another folder");
            }
            channel.truncate(0);
            AtomicFile.writeFully(
                    channel,
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new RunLock(channel);
        } catch (IOException e) {
            throw new Failure("cannot lock the run folder " + layout.root() + ": " + FileProblem.of(e), e);
        }
    }

    /** Releases the lock. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new Failure("cannot release the lock of a run: " + FileProblem.of(e), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(32);
        int length = channel.read(bytes, 0);
        return length <= 0 ? "unknown" : new String(bytes.array(), 0, length, StandardCharsets.US_ASCII);
    }
}
