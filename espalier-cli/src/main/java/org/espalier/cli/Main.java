package org.espalier.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.espalier.cli.data.DataCommand;
import org.espalier.cli.demo.DemoCommand;
import org.espalier.cli.model.EvalCommand;
import org.espalier.cli.model.ExportCommand;
import org.espalier.cli.model.PredictCommand;
import org.espalier.cli.model.ScoreCommand;
import org.espalier.cli.model.TrainCommand;
import org.espalier.cli.network.BenchCommand;
import org.espalier.cli.network.CostCommand;
import org.espalier.cli.network.DrawCommand;
import org.espalier.cli.network.ProfileCommand;
import org.espalier.cli.search.BenchSearchCommand;
import org.espalier.cli.search.PilotCommand;
import org.espalier.cli.search.SearchCommand;
import org.espalier.cli.search.StudyCommand;
import org.espalier.cli.search.TableCommand;
import org.espalier.cli.version.Versions;
import org.espalier.file.FileNameEncoding;
import org.espalier.text.Text;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code espalier}; each of its subcommands is a class of its own. */
@Command(
        name = "espalier",
        description = "Neural architecture search for semantic segmentation.",
        subcommands = {
            DemoCommand.class,
            SearchCommand.class,
            PlanCommand.class,
            PilotCommand.class,
            TableCommand.class,
            StudyCommand.class,
            TrainCommand.class,
            EvalCommand.class,
            ScoreCommand.class,
            PredictCommand.class,
            ExportCommand.class,
            CostCommand.class,
            BenchCommand.class,
            ProfileCommand.class,
            BenchSearchCommand.class,
            DrawCommand.class,
            DataCommand.class,
            ShowCommand.class,
            ListCommand.class,
            DoctorCommand.class
        },
        versionProvider = Versions.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean debug;

    private Main() {}

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        Optional<String> badFolder = FileNameEncoding.ofWorkingFolder();
        if (badFolder.isPresent()) {
            System.err.println("espalier: " + badFolder.get());
            return CommandLine.ExitCode.USAGE;
        }
        try {
            return commandLine().execute(args);
        } catch (OutOfMemoryError e) {
            System.err.println(Text.format(
                    "espalier: out of memory: %s; use smaller crops or batches, "
                            + "or allow a larger Java heap, such as ESPALIER_JAVA_OPTIONS=-Xmx8g",
                    e.getMessage()));
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** Prints the usage, because a command is missing. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }

    /** The whole command line. Errors become messages of one sentence and exit codes. */
    static CommandLine commandLine() {
        Main main = new Main();
        return new CommandLine(main)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, Main::path)
                .setParameterExceptionHandler(Errors::ofUsage)
                .setExecutionExceptionHandler(
                        (problem, command, parsed) -> Errors.ofWork(problem, command, main.debug));
    }

    /** A path; picocli's own error would name Java's classes. */
    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(FileNameEncoding.explained(e).orElseThrow());
        }
    }
}
