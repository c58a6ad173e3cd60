package org.espalier.cli.terminal;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Where a command writes its result: standard output. What is told on the way goes to standard error. */
@Command
public final class Terminal {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Writes a line. */
    public void line(String text) {
        out().println(text);
        out().flush();
    }

    /** Writes a table. */
    public void table(Table table) {
        table.lines().forEach(this::line);
    }

    /** Writes a record as one JSON object. */
    public void json(Record result) {
        line(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
    }

    /** Tells the user how it goes, beside the result. */
    public void note(String text) {
        command.commandLine().getErr().println(text);
        command.commandLine().getErr().flush();
    }

    /** The command line as it was typed, word by word. */
    public List<String> typed() {
        return Stream.concat(
                        Stream.of("espalier"), command.root().commandLine().getParseResult().originalArgs().stream())
                .toList();
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
