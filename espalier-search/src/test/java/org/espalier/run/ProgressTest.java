package org.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void aLineIsPrintedAtEachInterval() {
        Progress progress = Progress.lines(out, Duration.ofSeconds(10));
        for (int step = 0; step <= 60; step++) {
            progress.show(train(step));
        }
        progress.end(train(60));
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "train 120/400, 2.00 steps/s, 0:02:20 left, loss 0.0500, 4.0% waiting for data",
                        "train 140/400, 2.00 steps/s, 0:02:10 left, loss 0.0250, 4.0% waiting for data",
                        "train 160/400, 2.00 steps/s, 0:02:00 left, loss 0.0167, 4.0% waiting for data",
                        "train 160/400, 2.00 steps/s, 0:00:30 in all, loss 0.0167, 4.0% waiting for data");
    }

    /** A run resumed at step 100: each step takes half a second, 20 ms of which are waiting. */
    private static Status train(int step) {
        return new Status(
                "train",
                100 + step,
                400,
                100,
                Duration.ofMillis(500L * step),
                Optional.of(Duration.ofMillis(20L * step)),
                OptionalDouble.of(1.0 / step));
    }

    @Test
    void workWithoutALossOrDataHasNeither() {
        Progress.lines(out, Duration.ofHours(1))
                .end(new Status("evaluate", 1, 2, 0, Duration.ofSeconds(1), Optional.empty(), OptionalDouble.empty()));
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("evaluate 1/2, 1.00 steps/s, 0:00:01 in all");
    }

    @Test
    void nothingIsKnownBeforeTheFirstStep() {
        Status status =
                new Status("search", 5, 10, 5, Duration.ZERO, Optional.of(Duration.ZERO), OptionalDouble.empty());
        assertThat(status.stepsPerSecond()).isZero();
        assertThat(status.left()).isZero();
        assertThat(status.waitingShare()).hasValue(0);
    }
}
