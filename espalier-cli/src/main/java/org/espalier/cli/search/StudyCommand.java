package org.espalier.cli.search;

import org.espalier.cli.terminal.Terminal;
import org.espalier.problem.BadUsage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges searches: by trainings over blocks of seeds, or on a table of truth. */
@Command(
        name = "study",
        description = "Study searches: over blocks of seeds, against random, halved and hand-designed networks (FILE),"
                + " or on a table of truth, many searches of each, looked up (--table).")
public final class StudyCommand implements Runnable {

    @Mixin
    private Terminal terminal;

    @Mixin
    private BlockStudy blocks;

    @Mixin
    private StudyFolder folder;

    @Mixin
    private StudyOnTable onTable;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    @Override
    public void run() {
        if (blocks.isAsked() == onTable.isAsked()) {
            throw new BadUsage("FILE and --table: " + (blocks.isAsked() ? "got both" : "got neither")
                    + "; allowed: one of them, a study's file or a table");
        }
        if (blocks.isAsked()) {
            onTable.requireNone();
            blocks.run(terminal, folder, json);
        } else {
            blocks.requireNone();
            onTable.run(terminal, folder, json);
        }
    }
}
