package org.espalier.cli.data;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks data sets before they are used. */
@Command(
        name = "data",
        description = "Check or show a data set, or describe your own.",
        subcommands = {DataCheckCommand.class, DataShowCommand.class, DataInitCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class DataCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    /** Prints the usage, because a subcommand is missing. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
