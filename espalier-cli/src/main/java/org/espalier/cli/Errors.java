package org.espalier.cli;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.espalier.file.FileNameEncoding;
import org.espalier.problem.Nearest;
import org.espalier.problem.Problem;
import org.espalier.run.Interrupted;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports errors: one message on standard error, an exit code and, with {@code --debug}, the stack trace. */
final class Errors {

    private Errors() {}

    /** Reports an invalid command line; the exit code is 2. */
    static int ofUsage(ParameterException error, String[] args) {
        CommandLine command = error.getCommandLine();
        print(
                command,
                isUnmatched(error)
                        ? unmatched((UnmatchedArgumentException) error)
                        : FileNameEncoding.explained(error).orElse(String.valueOf(error.getMessage())));
        command.getErr()
                .println("Options and arguments: " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    /**
     * Reports an error during execution; the exit code is that of the {@link Problem}, or 1 for any other exception.
     */
    static int ofWork(Exception error, CommandLine command, boolean debug) {
        if (error instanceof Interrupted) {
            return Interrupted.EXIT_CODE;
        }
        if (debug) {
            error.printStackTrace(command.getErr());
        }
        if (error instanceof Problem problem) {
            print(command, problem.getMessage());
            return problem.exitCode();
        }
        Optional<String> badName = FileNameEncoding.explained(error);
        if (badName.isPresent()) {
            print(command, badName.get());
            return CommandLine.ExitCode.USAGE;
        }
        print(command, "internal error, please report it: " + error + (debug ? "" : " (--debug shows where)"));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static boolean isUnmatched(ParameterException error) {
        return error instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty();
    }

    private static String unmatched(UnmatchedArgumentException error) {
        String got = error.getUnmatched().getFirst();
        CommandLine command = error.getCommandLine();
        if (got.startsWith("-")) {
            return noSuch("option", got, options(command));
        }
        return command.getSubcommands().isEmpty()
                ? "unexpected argument: " + got
                : noSuch("command", got, command.getSubcommands().keySet());
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .map(option -> option.longestName())
                .sorted()
                .toList();
    }

    private static String noSuch(String what, String got, Collection<String> allowed) {
        return Text.format(
                "there is no %s %s%s; allowed: %s",
                what,
                got,
                Nearest.to(got, allowed)
                        .map(near -> " (did you mean " + near + "?)")
                        .orElse(""),
                String.join(", ", allowed));
    }

    private static void print(CommandLine command, @Nullable String message) {
        ColorScheme colors = command.getColorScheme();
        command.getErr().println(colors.errorText("espalier: " + message));
        command.getErr().flush();
    }
}
