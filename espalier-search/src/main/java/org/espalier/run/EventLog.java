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
 * The events of a run, one JSON object a line, each handed to the operating system as it happens.
 *
 * <p>A crash can tear the last line; readers pass over a last line without its end. A run that continues from a checkpoint first takes back
 * what was told of steps after it, so that the log reads like that of an unbroken run.
 */
public final class EventLog implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;

    private EventLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the log for more events, without those of steps after {@code step}.
     *
     * @param step the number of steps done
     * @throws BadData if a line, other than a torn last one, is no event
     * @throws Failure if the file cannot be written
     */
    public static EventLog open(Path file, long step) {
        if (Files.exists(file)) {
            takeBack(file, step);
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
     * All events of a log, also while another process writes it.
     *
     * @throws BadData if the file cannot be read, or a line, other than a torn last one, is no event
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

    /** Forces all events to the disk; to be done before a checkpoint that comes after them is saved. */
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

    private static void takeBack(Path file, long step) {
        List<String> lines = wholeLines(file);
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            if (parse(lines.get(i), file, i + 1).step() <= step) {
                kept.append(lines.get(i)).append('\n');
            }
        }
        AtomicFile.write(file, kept.toString());
    }

    /** The lines that have their end; what follows the last end is torn. */
    private static List<String> wholeLines(Path file) {
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
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
