package org.espalier.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.file.AtomicFile;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Failure;

/**
 * Locks a run for one owner in one process. The operating system holds the lock and releases it when the process ends,
 * for whatever reason; the file remains. The process writes its number into the file, for the error message of others.
 *
 * <p>Where locks belong to processes, as on Linux, a process that closes a file loses all locks that it has on it. So a
 * second attempt within a process must not open the file: it is refused by the memory of what this process has locked.
 */
final class RunLock implements AutoCloseable {

    private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final FileChannel channel;

    private RunLock(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /** @throws BadUsage if the run is locked already, or the file cannot be created */
    static RunLock acquire(RunLayout layout) {
        Path root = realPath(layout);
        if (!LOCKED_HERE.add(root)) {
            throw inUse(layout, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return new RunLock(root, locked(layout));
        } catch (RuntimeException e) {
            LOCKED_HERE.remove(root);
            throw e;
        }
    }

    private static FileChannel locked(RunLayout layout) {
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new BadUsage(
                    "cannot write to the run folder " + layout.root() + ": " + FileProblem.of(e)
                            + "; make it writable or choose another",
                    e);
        }
        try {
            if (channel.tryLock() == null) {
                throw inUse(
                        layout, holder(channel).map(pid -> Long.toString(pid)).orElse("unknown"));
            }
            channel.truncate(0);
            AtomicFile.writeFully(
                    channel,
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return channel;
        } catch (IOException e) {
            close(channel);
            throw new Failure("cannot lock the run folder " + layout.root() + ": " + FileProblem.of(e), e);
        } catch (BadUsage e) {
            close(channel);
            throw e;
        }
    }

    /** The number of the process that has a run, or had it when it was killed; empty if none has. */
    static Optional<Long> holder(RunLayout layout) {
        if (LOCKED_HERE.contains(realPath(layout))) {
            return Optional.of(ProcessHandle.current().pid());
        }
        try (FileChannel channel = FileChannel.open(layout.lock(), StandardOpenOption.READ)) {
            return holder(channel);
        } catch (IOException e) {
            return Optional.empty(); // no process has had it yet
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new Failure("cannot release the lock of a run: " + FileProblem.of(e), e);
        }
    }

    /** Releases the lock. */
    @Override
    public void close() {
        try (channel) {
            channel.truncate(0);
        } catch (IOException e) {
            throw new Failure("cannot release the lock of a run: " + FileProblem.of(e), e);
        } finally {
            LOCKED_HERE.remove(root);
        }
    }

    private static BadUsage inUse(RunLayout layout, String process) {
        return new BadUsage("the run " + layout.root() + " is in use by process " + process
                + "; wait for it or stop it, or choose another folder");
    }

    /** The same for all names of a folder. */
    private static Path realPath(RunLayout layout) {
        try {
            return layout.root().toRealPath();
        } catch (IOException e) {
            throw new BadUsage("cannot open the run folder " + layout.root() + ": " + FileProblem.of(e), e);
        }
    }

    /** The number in the file; empty while there is none. */
    private static Optional<Long> holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(32);
        int length = Math.max(0, channel.read(bytes, 0));
        try {
            return Optional.of(Long.parseLong(new String(bytes.array(), 0, length, StandardCharsets.US_ASCII)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
