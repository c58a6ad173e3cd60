package org.espalier.cli.search;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.cli.terminal.Terminal;
import org.espalier.problem.BadUsage;
import org.espalier.run.Progress;
import org.espalier.run.RunOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where a study writes what it trains. */
@Command
final class StudyFolder {

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder of the study; needed with FILE and with --supernets.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--resume", description = "Go on with the study in this folder.")
    private boolean resume;

    /** Whether one of the options was given. */
    boolean isGiven() {
        return out.isPresent() || resume;
    }

    /** @throws BadUsage if the folder was not given */
    Path require() {
        return out.orElseThrow(() -> new BadUsage("--out: missing; name the folder of the study"));
    }

    /** The options of the run. */
    RunOptions options(Terminal terminal, Progress progress) {
        return new RunOptions(resume, progress, terminal.typedCommand());
    }
}
