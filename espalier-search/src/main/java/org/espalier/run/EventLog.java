package org.espalier.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.espalier.file.AtomicFile;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadData;
import org.espalier.problem.Failure;
import tools.jackson.core.JacksonException;

/**
 * The events of a run: one JSON object a line, passed to the operating system as soon as it is appended.
 *
 * <p>A crash can leave an incomplete last line, which readers ignore. A run that continues from a checkpoint first
 * removes the events of later steps, so that the log equals that of an uninterrupted run.
 */
public final class EventLog implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;

    private EventLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the log for appending, after removing the events of steps after {@code step}.
     *
     * @param step number of steps done
     * @throws BadData if a line, other than an incomplete last one, is not an event
     * @throws Failure if the file cannot be written
     */
    public static EventLog open(Path file, long step) {
        if (Files.exists(file)) {
            removeAfter(file, step);
        }
        try {
            return new EventLog(
                    file,
                    FileChannel.open(
                            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /**
     * All events of a log. Another process may be writing it.
     *
     * @throws BadData if the file cannot be read, or a line, other than an incomplete last one, is not an event
     */
    public static List<Event> read(Path file) {
        List<Event> events = new ArrayList<>();
        for (String line : wholeLines(file)) {
            events.add(parse(line, file, events.size() + 1));
        }
        return events;
    }

    /** @throws Failure if it cannot be written */
    public void append(Event event) {
        try {
            AtomicFile.writeFully(channel, ByteBuffer.wrap((event.toJson() + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** Forces all events to the disk. Call it before saving a checkpoint. */
    public void sync() {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static void removeAfter(Path file, long step) {
        List<String> lines = wholeLines(file);
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            if (parse(lines.get(i), file, i + 1).step() <= step) {
                kept.append(lines.get(i)).append('\n');
            }
        }
        AtomicFile.write(file, kept.toString());
    }

    /** The complete lines: those that end with a newline. What follows the last may end within a character. */
    private static List<String> wholeLines(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, end))
                    .toString()
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new BadData("cannot read the events " + file + ": " + FileProblem.of(e), e);
        }
    }

    private static Event parse(String line, Path file, int number) {
        try {
            return Event.ofJson(line);
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new BadData(file + ", line " + number + ": not an event: " + e.getMessage(), e);
        }
    }

    private static Failure failure(Path file, IOException e) {
        return new Failure("cannot write the events " + file + ": " + FileProblem.of(e), e);
    }
}
