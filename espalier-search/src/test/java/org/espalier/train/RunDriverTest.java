package org.espalier.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.engine.ElementType;
import org.espalier.engine.WeightStore;
import org.espalier.random.Seed;
import org.espalier.run.Event;
import org.espalier.run.Interruption;
import org.espalier.run.Provenance;
import org.espalier.run.RunContents;
import org.espalier.run.RunFolder;
import org.espalier.run.RunOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed where it is evaluated: its steps are saved, its report begins anew. */
class RunDriverTest {

    private static final TrainConfig CONFIG = SmallTraining.config();

    @TempDir
    private Path folder;

    @Test
    void anEpochThatWasNotReportedToItsEndIsReportedAgain() {
        RunContents whole = driven("whole", 0, RunOptions.NEW);
        assertThat(whole.events())
                .extracting(RunContents.LoggedEvent::kind)
                .containsExactly("epoch", "first", "second", "epoch", "first", "second");

        assertThatThrownBy(() -> driven("killed", 1, RunOptions.NEW)).isInstanceOf(Interruption.Interrupted.class);
        RunContents first = RunContents.of(folder.resolve("killed"));
        assertThat(first.step()).as("the steps of the first epoch are saved").isEqualTo(whole.step() / 2);
        assertThat(first.events()).extracting(RunContents.LoggedEvent::kind).containsExactly("epoch", "first");

        assertThatThrownBy(() -> driven("killed", 2, RunOptions.NEW.resuming()))
                .isInstanceOf(Interruption.Interrupted.class);
        assertThat(driven("killed", 0, RunOptions.NEW.resuming())).isEqualTo(whole);
    }

    /** Saves after each step. Runs the training, and kills it within the report of an epoch, counted from 1. */
    private RunContents driven(String name, int killedIn, RunOptions options) {
        Path place = folder.resolve(name);
        Provenance provenance = Provenance.of(1, "none", Map.of(), Optional.empty(), List.of());
        WeightStore weights = WeightStore.of(SmallTraining.network(), ElementType.FLOAT32, new Seed(1));
        try (RunFolder run = RunFolder.open(place, CONFIG, provenance, options.resume());
                TrainingLoop loop =
                        new TrainingLoop(SmallTraining.network(), weights, SmallTraining.DATA.split("train"), CONFIG)) {
            RunDriver.drive(loop, run, SmallTraining.DATA, options.savingEvery(Duration.ZERO), (result, journal) -> {
                journal.append(Event.now("first", result.steps()).with("loss", result.loss()));
                if (result.epoch() == killedIn) {
                    throw new Interruption.Interrupted();
                }
                journal.append(Event.now("second", result.steps()).with("loss", result.loss()));
            });
        }
        return RunContents.of(place);
    }
}
