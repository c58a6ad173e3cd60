package org.espalier.latency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * A {@link LatencyTable} as CSV: {@code # name: value} lines, a heading, one row per entry. The number of entries comes
 * first, so that a truncated file is detected.
 */
final class LatencyCsv {

    private static final String TITLE = "# espalier latency table 1";
    private static final String COLUMNS = "operation,in,out,height,width,stride,millis";
    private static final String MARK = "# ";
    private static final int FIELDS = 7;

    private final Path file;
    private final List<String> lines;
    private final Map<String, String> header = new HashMap<>();
    private int next;

    private LatencyCsv(Path file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    static String text(LatencyTable table) {
        StringBuilder text = new StringBuilder(TITLE).append('\n');
        add(text, "device", table.device().device());
        add(text, "cpu", table.device().cpu());
        add(text, "runtime", table.device().runtime());
        add(text, "versions", table.device().versions());
        add(text, "threads", String.valueOf(table.device().threads()));
        add(text, "date", table.measured().toString());
        add(text, "space", table.space());
        table.model().ifPresent(model -> add(text, "model", model.text()));
        add(text, "entries", String.valueOf(table.millis().size()));
        text.append(COLUMNS).append('\n');
        table.millis()
                .forEach((key, millis) -> text.append(Text.format(
                        "%s,%d,%d,%d,%d,%d,%s\n",
                        key.operation(), key.in(), key.out(), key.height(), key.width(), key.stride(), millis)));
        return text.toString();
    }

    private static void add(StringBuilder text, String name, String value) {
        text.append(MARK).append(name).append(": ").append(value).append('\n');
    }

    static LatencyTable read(Path file) {
        try {
            String text = Files.readString(file);
            LatencyCsv csv = new LatencyCsv(file, text.lines().toList());
            if (!text.isEmpty() && !text.endsWith("\n")) {
                throw csv.cutOff("a last line without an end");
            }
            return csv.table();
        } catch (IOException e) {
            throw new BadData("cannot read the latency table " + file + ": " + FileProblem.of(e), e);
        }
    }

    private LatencyTable table() {
        if (lines.isEmpty()) {
            throw new BadData("the latency table " + file + " is empty; measure it with espalier profile");
        }
        if (!lines.getFirst().equals(TITLE)) {
            throw bad("expected '" + TITLE + "', what espalier profile writes");
        }
        next++;
        readHeader();
        if (next == lines.size() || !lines.get(next).equals(COLUMNS)) {
            throw next == lines.size() ? cutOff("no entries") : bad("expected '" + COLUMNS + "'");
        }
        next++;
        SortedMap<LatencyKey, Double> entries = entries();
        int announced = value("entries", Integer::parseInt);
        if (entries.size() != announced) {
            throw cutOff(Text.format("%d entries, and its head announces %d", entries.size(), announced));
        }
        return new LatencyTable(
                device(),
                value("date", Instant::parse),
                value("space", text -> text),
                header.containsKey("model") ? Optional.of(value("model", LatencyModel::parse)) : Optional.empty(),
                entries);
    }

    private Device device() {
        String device = value("device", text -> text);
        String cpu = value("cpu", text -> text);
        String runtime = value("runtime", text -> text);
        String versions = value("versions", text -> text);
        int threads = value("threads", Integer::parseInt);
        try {
            return new Device(device, cpu, runtime, versions, threads);
        } catch (IllegalArgumentException e) {
            throw new BadData(Text.format("the latency table %s: %s", file, e.getMessage()), e);
        }
    }

    private void readHeader() {
        for (; next < lines.size() && lines.get(next).startsWith(MARK); next++) {
            String line = lines.get(next).substring(MARK.length());
            int colon = line.indexOf(": ");
            if (colon < 1 || header.put(line.substring(0, colon), line.substring(colon + 2)) != null) {
                throw bad("expected '# name: value', each name once");
            }
        }
    }

    private SortedMap<LatencyKey, Double> entries() {
        SortedMap<LatencyKey, Double> entries = new TreeMap<>();
        for (; next < lines.size(); next++) {
            String[] fields = lines.get(next).split(",", -1);
            if (fields.length != FIELDS) {
                throw next == lines.size() - 1
                        ? cutOff("a last line '" + lines.get(next) + "'")
                        : bad("expected " + FIELDS + " values");
            }
            try {
                LatencyKey key = new LatencyKey(
                        fields[0],
                        number(fields, 1),
                        number(fields, 2),
                        number(fields, 3),
                        number(fields, 4),
                        number(fields, 5));
                if (entries.put(key, millis(fields[6])) != null) {
                    throw bad("the entry is there twice");
                }
            } catch (NumberFormatException e) {
                throw bad("expected an operation and six numbers");
            } catch (IllegalArgumentException e) {
                throw bad(String.valueOf(e.getMessage()));
            }
        }
        return entries;
    }

    private static int number(String[] fields, int index) {
        return Integer.parseInt(fields[index]);
    }

    private double millis(String text) {
        double millis = Double.parseDouble(text);
        if (!(millis >= 0)) {
            throw bad(Text.format("a time of %s ms; allowed: 0 or more; measure the table again", text));
        }
        if (millis > LatencyTable.MOST_MILLIS) {
            throw bad(Text.format(
                    "a time of %s ms for one operation; allowed: up to %.0f; is it in another unit?",
                    text, LatencyTable.MOST_MILLIS));
        }
        return millis;
    }

    private <T> T value(String name, Function<String, T> parse) {
        String text = header.get(name);
        if (text == null) {
            throw new BadData(Text.format(
                    "the latency table %s does not say its %s; measure it again with espalier profile", file, name));
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new BadData(Text.format("the latency table %s: '%s' is no %s", file, text, name), e);
        }
    }

    private BadData cutOff(String got) {
        return new BadData(Text.format(
                "the latency table %s is cut off: got %s; copy it again, or measure it again with espalier profile",
                file, got));
    }

    private BadData bad(String problem) {
        return new BadData(
                Text.format("the latency table %s, line %d, '%s': %s", file, next + 1, lines.get(next), problem));
    }
}
