package org.espalier.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs commands in this process, with captured output. */
public final class Shell {

    private Shell() {}

    /** Exit code, standard output and standard error of a command. */
    public record Result(int code, String out, String err) {

        /** Standard output, parsed as one JSON object. */
        public JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    /** Runs one command. */
    public static Result espalier(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = commandLine.execute(args);
        return new Result(code, out.toString(), err.toString());
    }
}
