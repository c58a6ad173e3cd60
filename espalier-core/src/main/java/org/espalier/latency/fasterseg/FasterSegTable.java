package org.espalier.latency.fasterseg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.espalier.file.FileProblem;
import org.espalier.latency.LatencyTable;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * FasterSeg's published latency table: whole cells, timed in TensorRT on a GTX 1080 Ti.
 *
 * @param device where it was measured, as the file says
 * @param millis of each entry, by the authors' name
 */
public record FasterSegTable(String device, Map<String, Double> millis) {

    private static final String COLUMNS = "key,latency_ms";
    private static final String COMMENT = "#";

    public FasterSegTable {
        millis = Map.copyOf(millis);
    }

    /**
     * Reads CSV: {@code #} comments, the heading {@value #COLUMNS}, one row per entry.
     *
     * @throws BadData if the file cannot be read, is empty, or holds an impossible time; names the line
     */
    public static FasterSegTable read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new BadData("cannot read FasterSeg's latency table " + file + ": " + FileProblem.of(e), e);
        }
        int heading = lines.indexOf(COLUMNS);
        if (heading < 0 || !lines.subList(0, heading).stream().allMatch(line -> line.startsWith(COMMENT))) {
            throw new BadData(
                    Text.format("%s is not a latency table of FasterSeg; expected comments, then '%s'", file, COLUMNS));
        }
        Map<String, Double> millis = new HashMap<>();
        for (int index = heading + 1; index < lines.size(); index++) {
            String[] fields = lines.get(index).split(",", -1);
            double time = millis(fields[fields.length - 1]);
            if (fields.length != 2 || Double.isNaN(time) || millis.put(fields[0], time) != null) {
                throw new BadData(Text.format(
                        "%s, line %d, '%s': expected a name, each once, and a time of 0 to %.0f ms",
                        file, index + 1, lines.get(index), LatencyTable.MOST_MILLIS));
            }
        }
        if (millis.isEmpty()) {
            throw new BadData("FasterSeg's latency table " + file + " has no entries; copy it again");
        }
        String device = heading == 0
                ? "unknown"
                : lines.getFirst().substring(COMMENT.length()).strip();
        return new FasterSegTable(device, millis);
    }

    /**
     * The sum of entries, in the given order.
     *
     * @throws BadData if one is missing; names it
     */
    public double millis(List<String> keys) {
        if (!millis.keySet().containsAll(keys)) {
            TreeSet<String> missing = new TreeSet<>(keys);
            missing.removeAll(millis.keySet());
            throw new BadData(Text.format(
                    "FasterSeg's latency table has no entry for %s; it must be the whole published table",
                    String.join(", ", missing)));
        }
        return keys.stream().mapToDouble(millis::get).sum();
    }

    /** The time, or NaN if it is not a valid time. */
    private static double millis(String text) {
        try {
            double millis = Double.parseDouble(text);
            return millis >= 0 && millis <= LatencyTable.MOST_MILLIS ? millis : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
