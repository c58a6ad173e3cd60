package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Failure;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void versionGoesToStandardOutput() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).matches("espalier \\d+\\.\\d+\\.\\d+\\S*\\R");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void doctorShowsTheEnvironment() {
        assertThat(run("doctor")).isZero();
        assertThat(out.toString())
                .containsPattern("libtorch +2\\.\\d+")
                .containsPattern("ONNX Runtime +1\\.\\d+")
                .contains(Runtime.version().toString())
                .containsPattern("allocator +the system's")
                .containsPattern("waiting +libtorch's idle threads (sleep|spin)")
                .contains("memory");
    }

    @Test
    void withoutACommandTheUsageIsShownAndTheCodeIsTwo() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: espalier").contains("doctor");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aMistypedCommandIsSuggested() {
        assertThat(run("docter")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no command docter (did you mean doctor?); allowed: ");
    }

    @Test
    void anUnknownOptionIsNamedWithTheHelpOfItsCommand() {
        assertThat(run("doctor", "--wrong")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no option --wrong").contains("espalier doctor --help");
    }

    @Test
    void aPathThatIsNoneIsRefusedWithoutNamesOfClasses() {
        assertThat(run("data", "init", "a\0b")).isEqualTo(2);
        assertThat(err.toString())
                .contains("(DIR): 'a\0b' is no file name: Nul character not allowed")
                .doesNotContain("java");
        assertThat(run("data", "show", "scenes", "--out", "a\0b.png")).isEqualTo(2);
        assertThat(err.toString()).contains("option '--out': 'a\0b.png' is no file name");
        assertThat(run("data", "check", "folder:a\0b")).isEqualTo(2);
        assertThat(err.toString()).contains("data: 'a\0b' is no file name");
    }

    @Test
    void anUnexpectedArgumentIsNamed() {
        assertThat(run("doctor", "again")).isEqualTo(2);
        assertThat(err.toString()).contains("unexpected argument: again");
    }

    @Test
    void aProblemBecomesItsMessageAndExitCode() {
        assertThat(run("break", "usage")).isEqualTo(2);
        assertThat(run("break", "data")).isEqualTo(3);
        assertThat(run("break", "work")).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly("espalier: bad usage", "espalier: bad data", "espalier: bad luck");
    }

    @Test
    void aStackTraceIsShownOnDemandOnly() {
        assertThat(run("break", "data", "--debug")).isEqualTo(3);
        assertThat(err.toString()).contains("espalier: bad data").contains("\tat " + Break.class.getName());
    }

    @Test
    void anUnforeseenExceptionIsReportedAsInternalError() {
        assertThat(run("break", "us")).isEqualTo(1);
        assertThat(err.toString()).contains("internal error").contains("ours").contains("--debug");
    }

    private int run(String... args) {
        CommandLine commandLine = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .addSubcommand(new Break());
        commandLine.getSubcommands().values().forEach(sub -> sub.setErr(new PrintWriter(err, true)));
        return commandLine.execute(args);
    }

    /** Fails with the requested kind of exception. */
    @Command(name = "break")
    private static final class Break implements Runnable {

        @Parameters
        private String how = "";

        @Override
        public void run() {
            throw switch (how) {
                case "usage" -> new BadUsage("bad usage");
                case "data" -> new BadData("bad data");
                case "work" -> new Failure("bad luck");
                default -> new IllegalStateException("ours");
            };
        }
    }
}
