package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.espalier.cli.Shell.Result;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.RunLayout;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class InterruptTest {

    private static final int TERMINATED = 143;

    @TempDir
    private Path folder;

    @Test
    void anInterruptedRunSaysHowToResumeAndResumes() throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        List<String> words = List.of(
                "train",
                "separable-unet",
                "--preset",
                "tiny",
                "--data",
                "scenes:train=4,val=1",
                "--out",
                run.toString(),
                "--set",
                "images.size=32x48",
                "--set",
                "images.augmentation.crop=24x32",
                "--set",
                "images.batch=2",
                "--set",
                "length.epochs=40");
        Path output = folder.resolve("output.txt");
        Process process = ProgramProcess.start(words, output);
        RunLayout layout = new RunLayout(run);
        waitFor(process, layout.checkpoints().resolve("state.json"));
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(TERMINATED);
        assertThat(Files.readString(output))
                .contains("interrupted")
                .contains("espalier train separable-unet")
                .endsWith("--resume\n");

        Result resumed =
                espalier(Stream.concat(words.stream(), Stream.of("--resume")).toArray(String[]::new));
        assertThat(resumed.code()).as(resumed.err()).isZero();
        List<Event> events = EventLog.read(layout.events());
        assertThat(events.stream()
                        .filter(event -> event.kind().equals("epoch"))
                        .map(event -> event.number("epoch").orElseThrow()))
                .as("each epoch is recorded once")
                .hasSize(40)
                .doesNotHaveDuplicates();
        assertThat(events).anyMatch(event -> event.kind().equals("resumed"));
    }

    private static void waitFor(Process process, Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
                    .as("ended before its first epoch was saved")
                    .isFalse();
        }
    }
}
