package org.espalier.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.Table;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadData;
import org.espalier.run.RunLayout;
import org.espalier.summary.RunSummary;
import org.espalier.text.Text;

/** The runs in a folder as a table. The parts of a run are not listed. */
final class RunTable {

    private static final int NAMED_WORDS = 2;

    private RunTable() {}

    /** @throws BadData if there is no such folder */
    static Table of(Path given) {
        Path folder = existing(given);
        Table table = Table.of("run", "state", "steps", "mIoU", "loss", "started", "command");
        for (Path run : runs(folder)) {
            String name = folder.relativize(run).toString();
            addRow(table, name.isEmpty() ? "." : name, run);
        }
        return table;
    }

    private static Path existing(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new BadData("cannot list the runs in " + folder + ": " + FileProblem.of(e), e);
        }
    }

    private static void addRow(Table table, String name, Path folder) {
        try {
            RunSummary run = RunSummary.of(folder);
            table.row(
                    name,
                    run.state().inWords(),
                    run.total()
                            .map(total -> Text.format("%d of %d", run.steps().orElse(0L), total))
                            .orElse(""),
                    run.miou().map(Counts::fourDecimals).orElse(""),
                    run.loss().map(Counts::fourDecimals).orElse(""),
                    Text.format("%.16s", run.provenance().started()),
                    inShort(run.provenance().command()));
        } catch (BadData e) {
            table.row(name, "damaged", "", "", "", "", "");
        }
    }

    /** The command and what it is about, such as {@code search gas}. */
    private static String inShort(List<String> command) {
        return String.join(
                " ",
                command.stream()
                        .skip(1)
                        .takeWhile(word -> !word.startsWith("-"))
                        .limit(NAMED_WORDS)
                        .toList());
    }

    private static SortedSet<Path> runs(Path folder) {
        SortedSet<Path> runs = new TreeSet<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path place, BasicFileAttributes attributes) {
                    if (new RunLayout(place).exists()) {
                        runs.add(place);
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path place, IOException unreadable) {
                    return FileVisitResult.CONTINUE; // what can be read is listed
                }
            });
        } catch (IOException e) {
            throw new BadData("cannot list the runs in " + folder + ": " + FileProblem.of(e), e);
        }
        return runs;
    }
}
