package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.espalier.run.RunLayout;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A search that cannot write, again and again, ends each time with one message, and in the end as if nothing had been.
 * The system refuses to let files of the process grow beyond a size, which is to the process what a full disk is.
 */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {

    private static final List<String> SEARCH = List.of(
            ("search gas --preset tiny --data scenes:train=16,val=2,size=32x48 --seed 3 --steps 24 --save-every 0.002"
                            + " --budget 5M --candidates 3 --set search.images.size=32x48 --set search.images.batch=2"
                            + " --set search.images.augmentation.crop=24x32 --set training.images.size=32x48"
                            + " --set training.images.augmentation.crop=24x32 --set training.images.batch=2")
                    .split(" "));

    private static final String NO_FILE_OF_THE_JVM = "-XX:-UsePerfData";
    private static final long POLLED_MILLIS = 5;

    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    void aSearchGoesOnWhenThereIsRoomAgain() throws IOException, InterruptedException {
        succeed(start("whole"));

        Path run = folder.resolve("broken");
        RunLayout supernet = new RunLayout(run.resolve("supernet"));
        RunLayout candidate = new RunLayout(run.resolve("finish/candidates/1"));
        assertThat(fullFromTheStart(1000)).contains("cannot write " + run.resolve("config.yaml"));
        assertThat(fullFromTheStart(20_000)).contains("cannot write " + supernet.checkpoints());
        assertThat(fullAfterACheckpointOf(supernet)).contains("cannot write " + supernet.root(), "is kept");
        assertThat(fullAfterACheckpointOf(candidate)).contains("cannot write " + run.resolve("finish"));
        succeed(start("broken"));
        assertThat(RunContents.of(run)).isEqualTo(RunContents.of(folder.resolve("whole")));
    }

    private String fullFromTheStart(long room) throws IOException, InterruptedException {
        Process process = start("broken");
        leave(process, room);
        return failure(process);
    }

    private String fullAfterACheckpointOf(RunLayout part) throws IOException, InterruptedException {
        Process process = start("broken");
        Path state = part.checkpoints().resolve("state.json");
        while (!Files.exists(state) && !process.waitFor(POLLED_MILLIS, TimeUnit.MILLISECONDS)) {
            // it has not saved yet
        }
        leave(process, 20_000);
        return failure(process);
    }

    /** What may be written to each file from now on. */
    private static void leave(Process process, long bytes) throws IOException, InterruptedException {
        Process limit = new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes)
                .redirectErrorStream(true)
                .start();
        assertThat(limit.waitFor()).isZero();
    }

    private void succeed(Process process) throws IOException, InterruptedException {
        assertThat(process.waitFor()).as(Files.readString(output())).isZero();
    }

    private String failure(Process process) throws IOException, InterruptedException {
        int code = process.waitFor();
        String printed = Files.readString(output());
        assertThat(code).as(printed).isEqualTo(1);
        assertThat(printed).doesNotContain("Exception", "\tat ");
        List<String> errors =
                printed.lines().filter(line -> line.startsWith("espalier: ")).toList();
        assertThat(errors).singleElement().asString().contains("File too large");
        return errors.getFirst();
    }

    private Process start(String run) throws IOException {
        Path out = folder.resolve(run);
        List<String> words = new ArrayList<>(SEARCH);
        words.addAll(List.of("--out", out.toString()));
        if (new RunLayout(out).exists()) {
            words.add("--resume");
        }
        return ProgramProcess.start(words, output(), NO_FILE_OF_THE_JVM);
    }

    private Path output() {
        return folder.resolve("output.txt");
    }
}
