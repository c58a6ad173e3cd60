package org.espalier.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.espalier.file.Sha256;
import org.espalier.problem.BadData;
import org.espalier.run.Event;
import org.espalier.run.EventLog;

/**
 * The results of a study, a line of JSON each. A cell is a piece of work whose result depends on its name alone, a hash
 * of all that it depends on: it is done once, whichever study asks for it.
 */
final class Cells implements AutoCloseable {

    private static final int NAME_LENGTH = 16;
    private static final String NAME = "cell";

    private final Path folder;
    private final EventLog log;
    private final Map<String, Event> known = new HashMap<>();
    private final Map<String, Event> elsewhere;

    private Cells(Path folder, EventLog log, List<Event> own, Map<String, Event> elsewhere) {
        this.folder = folder;
        this.log = log;
        this.elsewhere = elsewhere;
        own.forEach(event -> known.put(name(event), event));
    }

    /** The file in a study's folder. */
    static Path file(Path folder) {
        return folder.resolve("cells.jsonl");
    }

    /**
     * Opens the results of a study, and reads those of others. A line that was cut off at the end is dropped.
     *
     * @param others folders of other studies
     * @throws BadData if a file cannot be read
     */
    static Cells open(Path folder, List<Path> others) {
        Map<String, Event> elsewhere = new HashMap<>();
        others.forEach(other -> EventLog.read(file(other)).forEach(event -> elsewhere.put(name(event), event)));
        EventLog log = EventLog.open(file(folder), Long.MAX_VALUE);
        try {
            return new Cells(folder, log, EventLog.read(file(folder)), elsewhere);
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /**
     * The name of a cell.
     *
     * @param kind of work
     * @param parts all that its result depends on
     */
    static String name(String kind, String... parts) {
        return Sha256.of(kind + "\n" + String.join("\n", parts));
    }

    private static String name(Event event) {
        return text(event, NAME).orElseThrow(() -> new BadData("an event of a study has no field '" + NAME + "'"));
    }

    /** A field that is text; empty if there is none. */
    static Optional<String> text(Event event, String field) {
        return Optional.of(event.fields().path(field).asString("")).filter(value -> !value.isEmpty());
    }

    /** A field that is a number. */
    static double number(Event event, String field) {
        return event.number(field)
                .orElseThrow(() -> new BadData("cell " + name(event) + " has no number '" + field + "'"));
    }

    /**
     * The result of a cell: looked up, copied from another study, or worked out and written.
     *
     * @param work gets a folder of its own, which exists if an earlier process was interrupted in it
     */
    Event get(String kind, String name, Function<Path, Event> work) {
        Event found = known.get(name);
        if (found != null) {
            return found;
        }
        Event other = elsewhere.get(name);
        Event result = other != null
                ? other
                : work.apply(folder.resolve("cells").resolve(kind + "-" + name.substring(0, NAME_LENGTH)))
                        .with(NAME, name);
        log.append(result);
        log.sync();
        known.put(name, result);
        return result;
    }

    /** Whether a study has results already. */
    static boolean isBegun(Path folder) {
        return Files.exists(file(folder));
    }

    @Override
    public void close() {
        log.close();
    }
}
