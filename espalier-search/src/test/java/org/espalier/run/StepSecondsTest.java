package org.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepSecondsTest {

    @TempDir
    private Path folder;

    /** Epochs of 4, 4, 4 and 2 steps. */
    @Test
    void aSearchTakesWhatItsEpochsTakeAndATrainingWhatItWouldAtTheSpeedOfItsLaterHalf() {
        RunLayout run = new RunLayout(folder);
        assertThat(StepSeconds.of(run)).isZero();
        try (EventLog log = EventLog.open(run.events(), 0)) {
            epoch(log, 4, 10);
            log.append(Event.now("diagnosis", 4).with("seconds", 100.0));
            epoch(log, 8, 2);
            epoch(log, 12, 1);
            epoch(log, 14, 0.5);
        }
        assertThat(StepSeconds.of(run)).isEqualTo(13.5);
        assertThat(StepSeconds.ofTraining(run)).isEqualTo(14 * 1.5 / 6);
    }

    private static void epoch(EventLog log, long step, double seconds) {
        log.append(Event.now("epoch", step).with("seconds", seconds));
    }
}
