package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.espalier.random.Seed;
import org.espalier.run.EventLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs whose process is killed again and again, wherever it is: what they end with equals that of an unbroken run bit
 * for bit, but for times.
 */
class KilledRunTest {

    private static final Seed SEED = new Seed(1);

    /** One process in so many is killed at any time, perhaps before it has begun. */
    private static final int AT_ANY_TIME = 4;

    private static final long POLLED_MILLIS = 5;

    /** Some steps; on a slow machine perhaps none. */
    private static final long KILLED_WITHIN_MILLIS = 1000;

    private static final int SOAK_KILLS = 25;
    private static final int SOAK_STEPS = 200;

    private static final List<String> SMALL = List.of(
            "--preset",
            "tiny",
            "--data",
            "scenes:train=16,val=2,size=32x48",
            "--seed",
            "3",
            "--save-every",
            "0.001",
            "--set",
            "search.images.augmentation.crop=24x32",
            "--set",
            "search.images.batch=2");

    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    void aSearchThatIsKilledTenTimesEqualsAnUnbrokenOne() throws IOException, InterruptedException {
        killed(search("autodeeplab", 30), 10);
    }

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(strings = {"autodeeplab", "gas", "rspnet", "sed"})
    void searchesThatAreKilledEqualUnbrokenOnes(String method) throws IOException, InterruptedException {
        killed(search(method, SOAK_STEPS), SOAK_KILLS);
    }

    @Tag("soak")
    @Test
    void aTrainingThatIsKilledEqualsAnUnbrokenOne() throws IOException, InterruptedException {
        killed(
                words(List.of(
                        List.of("train", "separable-unet", "--steps", Integer.toString(SOAK_STEPS)),
                        List.of(
                                "--preset",
                                "tiny",
                                "--data",
                                "scenes:train=16,val=2,size=32x48",
                                "--save-every",
                                "0.001"),
                        List.of("--set", "images.size=32x48", "--set", "images.augmentation.crop=24x32"))),
                SOAK_KILLS);
    }

    /** With trainings at its end where the method's networks have a price; SED's have none. */
    private static List<String> search(String method, int steps) {
        List<String> finish = method.equals("sed")
                ? List.of()
                : List.of(
                        "--budget",
                        "5M",
                        "--candidates",
                        "3",
                        "--set",
                        "training.images.size=32x48",
                        "--set",
                        "training.images.augmentation.crop=24x32",
                        "--set",
                        "training.images.batch=2",
                        "--set",
                        "search.images.size=32x48");
        return words(List.of(List.of("search", method, "--steps", Integer.toString(steps)), SMALL, finish));
    }

    private static List<String> words(List<List<String>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }

    private void killed(List<String> command, int kills) throws IOException, InterruptedException {
        Path whole = folder.resolve("whole");
        finish(command, whole, false);
        Path broken = folder.resolve("broken");
        RandomGenerator times = SEED.generator();
        for (int kill = 0; kill < kills; kill++) {
            Process process = start(command, broken, kill > 0);
            if (kill % AT_ANY_TIME != 0) {
                waitForAnEvent(process, broken);
            }
            if (process.waitFor(times.nextLong(KILLED_WITHIN_MILLIS), TimeUnit.MILLISECONDS)) {
                assertThat(process.exitValue()).as(output()).isZero();
            }
            process.destroyForcibly().waitFor();
        }
        finish(command, broken, true);
        assertThat(resumptions(broken))
                .as("processes that went on from a checkpoint")
                .isGreaterThanOrEqualTo(kills / 4);
        assertThat(RunContents.of(broken)).isEqualTo(RunContents.of(whole));
    }

    /** Until the process has begun to compute, as the size of the logs shows. */
    private static void waitForAnEvent(Process process, Path run) throws IOException, InterruptedException {
        long before = logged(run).orElse(0);
        while (logged(run).orElse(before) == before && !process.waitFor(POLLED_MILLIS, TimeUnit.MILLISECONDS)) {
            // it starts
        }
    }

    /** Bytes of all logs; empty if the process has just replaced a file. */
    private static OptionalLong logged(Path run) throws IOException {
        try {
            long bytes = 0;
            for (Path log : logs(run)) {
                bytes += Files.size(log);
            }
            return OptionalLong.of(bytes);
        } catch (NoSuchFileException | UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }

    private static long resumptions(Path run) throws IOException {
        return logs(run).stream()
                .flatMap(log -> EventLog.read(log).stream())
                .filter(event -> event.kind().equals("resumed") && event.step() > 0)
                .count();
    }

    private static List<Path> logs(Path run) throws IOException {
        if (!Files.exists(run)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(run)) {
            return files.filter(file -> file.getFileName().toString().equals("events.jsonl"))
                    .toList();
        }
    }

    private void finish(List<String> command, Path run, boolean resume) throws IOException, InterruptedException {
        Process process = start(command, run, resume);
        assertThat(process.waitFor()).as(output()).isZero();
    }

    /** Resumes if there is a run: a process may be killed before it has made one. */
    private Process start(List<String> command, Path run, boolean resume) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("--out", run.toString()));
        if (resume && Files.exists(run.resolve("config.yaml"))) {
            words.add("--resume");
        }
        return ProgramProcess.start(words, folder.resolve("output.txt"));
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }
}
