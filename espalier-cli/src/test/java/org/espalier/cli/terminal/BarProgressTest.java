package org.espalier.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.run.Status;
import org.junit.jupiter.api.Test;

class BarProgressTest {

    @Test
    void theBarEndsWithAllStepsTheLossAndTheTimeSpentWaiting() {
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        BarProgress bar = new BarProgress(new PrintStream(drawn, true, StandardCharsets.UTF_8), 120);
        bar.show(status(10, 2.5));
        bar.end(status(40, 0.75));
        assertThat(drawn.toString(StandardCharsets.UTF_8))
                .contains("train")
                .contains("100%")
                .contains("40/40")
                .contains("loss 0.750")
                .contains("25% waiting for data");
    }

    @Test
    void theBarFitsItsWidth() {
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        BarProgress bar = new BarProgress(new PrintStream(drawn, true, StandardCharsets.UTF_8), 60);
        bar.end(status(40, 0.75));
        assertThat(drawn.toString(StandardCharsets.UTF_8).split("[\r\n]+"))
                .anySatisfy(line -> assertThat(line).contains("train"))
                .allSatisfy(line -> assertThat(
                                line.replaceAll("\u001B\\[[0-9;]*m", "").length())
                        .isLessThanOrEqualTo(60));
    }

    private static Status status(long step, double loss) {
        return new Status(
                "train",
                step,
                40,
                0,
                Duration.ofSeconds(8),
                Optional.of(Duration.ofSeconds(2)),
                OptionalDouble.of(loss));
    }
}
