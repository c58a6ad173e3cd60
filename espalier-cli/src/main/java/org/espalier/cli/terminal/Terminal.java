package org.espalier.cli.terminal;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** The terminal: results go to standard output, progress and notes to standard error. */
@Command
public final class Terminal {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Function<String, Optional<String>> user;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** The terminal of this process. */
    public Terminal() {
        this(Terminal::askConsole);
    }

    /** @param user answers questions; empty if nobody is there to answer */
    public Terminal(Function<String, Optional<String>> user) {
        this.user = user;
    }

    /** Writes a line to standard output. */
    public void line(String text) {
        out().println(text);
        out().flush();
    }

    /** Writes a table to standard output. */
    public void table(Table table) {
        table.lines().forEach(this::line);
    }

    /** Writes a record to standard output, as one JSON object. */
    public void json(Record result) {
        line(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
    }

    /** Writes a line to standard error. */
    public void note(String text) {
        command.commandLine().getErr().println(text);
        command.commandLine().getErr().flush();
    }

    /** The user's answer to a question; empty if nobody is there to answer, such as in a script. */
    public Optional<String> ask(String question) {
        return user.apply(question);
    }

    private static Optional<String> askConsole(String question) {
        return Optional.ofNullable(System.console())
                .flatMap(console -> Optional.ofNullable(console.readLine("%s", question)));
    }

    /** The command line that the user typed, word by word. */
    public List<String> typedCommand() {
        return Stream.concat(
                        Stream.of("espalier"), command.root().commandLine().getParseResult().originalArgs().stream())
                .toList();
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
