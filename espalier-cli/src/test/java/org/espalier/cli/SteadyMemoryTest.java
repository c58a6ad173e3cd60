package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory of a process does not grow while it takes steps, with the JVM options of the launcher. */
@EnabledOnOs(OS.LINUX)
class SteadyMemoryTest {

    private static final String[] LAUNCHER = {"-XX:+UseSerialGC", "-Xmn48m"};
    private static final int SOAK_MINUTES = Integer.getInteger("espalier.soakMinutes", 60);
    private static final int TERMINATED = 143;
    private static final long MEGABYTE = 1 << 20;

    /** Less than garbage that is not worth a collection: that is there in both thirds. */
    private static final long ALLOWED = 100 * MEGABYTE;

    @TempDir
    private Path folder;

    /** A step of this supernet has more objects than the young generation; what survives there is not young any more. */
    @Test
    @Tag("slow")
    void theStepsOfALargeSupernetLeaveNoGarbage() throws IOException, InterruptedException {
        staysSteady(
                "search autodeeplab --preset cpu --data scenes:train=16,val=1,size=64x96 --finish decoded --steps 60"
                        + " --set search.architecture.from=0 --set search.images.size=64x96"
                        + " --set search.images.augmentation.crop=40x40 --set search.images.batch=2",
                50,
                Optional.empty());
    }

    @ParameterizedTest
    @Tag("soak")
    @ValueSource(strings = {"autodeeplab", "gas", "rspnet", "sed"})
    void anHourOfSearchStaysSteady(String method) throws IOException, InterruptedException {
        staysSteady(
                "search " + method + " --preset tiny --data scenes --finish decoded --steps 10000000",
                100,
                Optional.of(Duration.ofMinutes(SOAK_MINUTES)));
    }

    /**
     * Compares the memory of the last third of the time with that of the third before.
     *
     * @param interrupted after that time; empty to let it end by itself
     */
    private void staysSteady(String words, int everyMillis, Optional<Duration> interrupted)
            throws IOException, InterruptedException {
        Instant start = Instant.now();
        Path run = folder.resolve("run");
        Path output = folder.resolve("output.txt");
        Process process = ProgramProcess.start(
                Stream.concat(Stream.of(words.split(" ")), Stream.of("--out", run.toString()))
                        .toList(),
                output,
                LAUNCHER);
        List<Long> resident = new ArrayList<>();
        try {
            while (!process.waitFor(everyMillis, TimeUnit.MILLISECONDS)) {
                resident(process).ifPresent(resident::add);
                if (interrupted.isPresent() && Instant.now().isAfter(start.plus(interrupted.get()))) {
                    process.destroy();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(output))
                .isEqualTo(interrupted.isPresent() ? TERMINATED : 0);
        assertThat(resident).hasSizeGreaterThan(30);
        long before = largest(resident.subList(resident.size() / 3, 2 * resident.size() / 3));
        long last = largest(resident.subList(2 * resident.size() / 3, resident.size()));
        assertThat(last - before)
                .as("%d samples, %d MB at first", resident.size(), resident.getFirst() / MEGABYTE)
                .isLessThan(ALLOWED);
    }

    private static long largest(List<Long> bytes) {
        return bytes.stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    private static Optional<Long> resident(Process process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        } catch (UncheckedIOException | NoSuchFileException e) {
            return Optional.empty(); // the process has just ended
        }
    }
}
