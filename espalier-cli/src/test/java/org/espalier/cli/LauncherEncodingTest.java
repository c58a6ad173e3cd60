package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LauncherEncodingTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void theLauncherChoosesUtf8WhereTheMachineHasItAndKeepsWhatIsUtf8() throws Exception {
        assertThat(launcherLocale(Map.of("LC_ALL", "C"))).isIn("C.UTF-8", "C.utf8", "en_US.UTF-8", "C");
        assertThat(launcherLocale(Map.of("LC_ALL", "C")).equals("C"))
                .isEqualTo(shell("LC_ALL=C.UTF-8 locale charmap", Map.of()).equals("ANSI_X3.4-1968"));
        if (shell("locale charmap", Map.of("LC_ALL", "C.UTF-8")).equals("UTF-8")) {
            assertThat(launcherLocale(Map.of("LC_ALL", "C.UTF-8"))).isEqualTo("C.UTF-8");
        }
    }

    /** The value of LC_ALL after the launcher's choice of an encoding. */
    private static String launcherLocale(Map<String, String> environment) throws Exception {
        String launcher = Files.readString(Path.of("..", "espalier"));
        int begin = launcher.indexOf("choose_encoding() {");
        String function = launcher.substring(begin, launcher.indexOf("\n}", begin) + 2);
        return shell(function + "\nchoose_encoding\nprintf '%s' \"$LC_ALL\"", environment);
    }

    private static String shell(String script, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script);
        builder.environment().putAll(environment);
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
