package org.espalier.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellCommandTest {

    @Test
    void plainWordsStayAsTheyAre() {
        assertThat(ShellCommand.of("espalier", "eval", "runs/b-1", "--data", "scenes:train=2,size=96x128"))
                .isEqualTo("espalier eval runs/b-1 --data scenes:train=2,size=96x128");
    }

    @Test
    void otherWordsAreQuoted() {
        assertThat(ShellCommand.of("espalier", "data", "check", "folder:/tmp/own pictures"))
                .isEqualTo("espalier data check 'folder:/tmp/own pictures'");
        assertThat(ShellCommand.of("it's", "")).isEqualTo("'it'\\''s' ''");
    }

    /** What a shell makes of the text are the words themselves. */
    @Test
    void aShellReadsTheWordsBack() throws IOException {
        List<String> words = List.of("a b", "it's", "$HOME", "*", "x;y", "\"", "a\\b", "#FF", "~", "");
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + ShellCommand.of(words)).start();
        String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(read).isEqualTo(String.join("\n", words) + "\n");
    }
}
