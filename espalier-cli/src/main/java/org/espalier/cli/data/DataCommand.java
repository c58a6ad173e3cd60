package org.espalier.cli.data;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at data before they are used. */
@Command(
        name = "data",
        description = "Look at a data set.",
        subcommands = {DataCheckCommand.class, DataShowCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class DataCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    /** Without a subcommand there is nothing to do but to show which ones there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
