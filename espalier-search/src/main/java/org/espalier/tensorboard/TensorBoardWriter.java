package org.espalier.tensorboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.stream.Stream;
import org.espalier.file.AtomicFile;
import org.espalier.file.FileProblem;
import org.espalier.problem.Failure;
import org.espalier.text.Text;

/**
 * Writes scalars for TensorBoard into a folder. Each writer creates a new file. A writer that continues after a step
 * makes TensorBoard discard later points of earlier files.
 *
 * <p>The field numbers are those of TensorFlow's {@code event.proto} and {@code summary.proto}. All methods throw
 * {@link Failure} if a file cannot be written.
 */
public final class TensorBoardWriter implements AutoCloseable {

    private static final int SESSION_START = 1;

    private final Path file;
    private final FileChannel channel;

    private TensorBoardWriter(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Creates the next file in a folder, and the folder if it is missing. Only one process may do so at a time.
     *
     * @param step number of steps done; TensorBoard discards points at later steps
     */
    public static TensorBoardWriter open(Path folder, long step) {
        try {
            Files.createDirectories(folder);
            long number;
            try (Stream<Path> earlier = Files.list(folder)) {
                number = earlier.count();
            }
            // TensorBoard reads the files of a folder in the order of their names.
            long seconds = Instant.now().getEpochSecond();
            Path file = folder.resolve(Text.format("events.out.tfevents.%010d.%04d", seconds, number));
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            TensorBoardWriter writer = new TensorBoardWriter(file, channel);
            writer.write(event().put(3, "brain.Event:2"));
            if (number > 0) {
                writer.write(event().put(2, step + 1).put(7, new Message().put(1, SESSION_START)));
            }
            return writer;
        } catch (IOException e) {
            throw new Failure("cannot write TensorBoard files to " + folder + ": " + FileProblem.of(e), e);
        }
    }

    /** Adds a point to a curve. */
    public void scalar(String tag, long step, float value) {
        write(step, new Message().put(1, tag).put(2, value));
    }

    /** Forces all data to the disk. */
    public void sync() {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static Message event() {
        return new Message().put(1, System.currentTimeMillis() / 1e3);
    }

    private void write(long step, Message value) {
        write(event().put(2, step).put(5, new Message().put(1, value)));
    }

    private void write(Message event) {
        try {
            AtomicFile.writeFully(channel, ByteBuffer.wrap(RecordFraming.frame(event.toBytes())));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private Failure failure(IOException e) {
        return new Failure("cannot write " + file + ": " + FileProblem.of(e), e);
    }
}
