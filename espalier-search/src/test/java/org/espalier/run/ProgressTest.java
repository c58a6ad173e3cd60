package org.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long now;

    @Test
    void aLineNowAndThenSaysHowFarItIs() {
        Progress progress = Progress.lines(out, Duration.ofSeconds(10));
        try (Stage stage = Stage.begin(progress, "train", 100, 400, () -> now)) {
            for (int i = 0; i < 60; i++) {
                int given = stage.waiting(() -> {
                    passMillis(20);
                    return 7;
                });
                assertThat(given).isEqualTo(7);
                passMillis(480);
                stage.done(1.0 / (i + 1));
            }
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "train 120/400, 2.00 steps/s, 0:02:20 left, loss 0.0500, 4.0% waiting for data",
                        "train 140/400, 2.00 steps/s, 0:02:10 left, loss 0.0250, 4.0% waiting for data",
                        "train 160/400, 2.00 steps/s, 0:02:00 left, loss 0.0167, 4.0% waiting for data",
                        "train 160/400, 2.00 steps/s, 0:00:30 in all, loss 0.0167, 4.0% waiting for data");
    }

    @Test
    void workWithoutALossHasNone() {
        try (Stage stage = Stage.begin(Progress.lines(out, Duration.ofHours(1)), "evaluate", 0, 2, () -> now)) {
            passMillis(1000);
            stage.done();
            assertThat(stage.step()).isEqualTo(1);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("evaluate 1/2, 1.00 steps/s, 0:00:01 in all, 0.0% waiting for data");
    }

    @Test
    void nothingIsKnownBeforeTheFirstStep() {
        try (Stage stage = Stage.begin(Progress.silent(), "search", 5, 10, () -> now)) {
            Status status = stage.status();
            assertThat(status.stepsPerSecond()).isZero();
            assertThat(status.left()).isZero();
            assertThat(status.waitingShare()).isZero();
            assertThat(status.loss()).isEmpty();
        }
    }

    private void passMillis(long millis) {
        now += millis * 1_000_000;
    }
}
