package org.espalier.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs commands as a user would, within this process. */
public final class Shell {

    private Shell() {}

    /** What a command left: exit code, standard output, standard error. */
    public record Result(int code, String out, String err) {

        /** Standard output as the one JSON object that it is. */
        public JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    public static Result espalier(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = commandLine.execute(args);
        return new Result(code, out.toString(), err.toString());
    }
}
