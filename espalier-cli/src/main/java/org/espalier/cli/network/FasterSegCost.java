package org.espalier.cli.network;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.DataSize;
import org.espalier.latency.fasterseg.FasterSegArchitecture;
import org.espalier.latency.fasterseg.FasterSegTable;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/**
 * The latency of FasterSeg's published architecture by FasterSeg's published table.
 *
 * @param file the architecture
 * @param size must be that of the table, 1024x2048
 * @param classes must be that of the table, 19
 * @param table its latency table
 */
record FasterSegCost(Path file, DataSize size, int classes, Optional<Path> table) {

    private static final DataSize SIZE = new DataSize(1024, 2048);
    private static final int CLASSES = 19;

    /** The output of {@code --json}; scripts rely on the names. */
    private record Report(
            String architecture,
            int classes,
            String size,
            double latencyMillis,
            String latencyDevice,
            List<Pair> branches) {}

    /** The levels at which two branches end (0 for stride 8 to 2 for stride 32) and the latency of both together. */
    private record Pair(List<Integer> ends, int entries, double latencyMillis) {}

    FasterSegCost {
        if (!size.equals(SIZE) || classes != CLASSES) {
            throw new BadUsage(Text.format(
                    "--size and --classes: got %s and %d; FasterSeg's table was measured at %s with %d classes",
                    size, classes, SIZE, CLASSES));
        }
    }

    /** Prints the latency as JSON or as a table. */
    void print(Terminal terminal, boolean json) {
        Path entries = table.orElseThrow(() -> new BadUsage(Text.format(
                "ARCH: %s is FasterSeg's architecture, for which only the latency is known; pass its table as"
                        + " --latency",
                file)));
        FasterSegArchitecture architecture = FasterSegArchitecture.read(file);
        FasterSegTable millis = FasterSegTable.read(entries);
        List<Pair> pairs =
                List.of(pair(architecture, millis, List.of(2, 1)), pair(architecture, millis, List.of(2, 0)));
        Report report = new Report(
                file.toString(), classes, size.toString(), pairs.getFirst().latencyMillis, millis.device(), pairs);
        if (json) {
            terminal.json(report);
            return;
        }
        Table rows = Table.of("branches", "entries", "latency");
        pairs.forEach(pair ->
                rows.row(pair.ends.toString(), Counts.whole(pair.entries), Text.format("%.4f ms", pair.latencyMillis)));
        terminal.table(rows);
        terminal.line(Text.format(
                "%n%s: the published network has the branches %s; %s", file, pairs.getFirst().ends, millis.device()));
    }

    private static Pair pair(FasterSegArchitecture architecture, FasterSegTable table, List<Integer> ends) {
        List<String> operations = architecture.operationsOf(ends);
        return new Pair(ends, operations.size(), table.millis(operations));
    }
}
