package org.espalier.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.espalier.blueprint.Blueprint;
import org.espalier.run.BusyMachine;
import org.espalier.run.Interruption;
import org.espalier.run.Interruption.Interrupted;
import org.espalier.run.RunContents;
import org.espalier.run.RunLayout;
import org.espalier.run.RunLength;
import org.espalier.run.RunOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same configuration and number of steps give bit-identical weights, average, momenta and events. */
class RepeatableTrainingTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {3, 6})
    void aResumedTrainingEqualsTheUninterruptedOne(long interruptedAfter) {
        RunContents uninterrupted = trained("uninterrupted", RunOptions.NEW);
        RunOptions interrupted = new RunOptions(false, new Interruption(interruptedAfter), List.of());
        assertThatThrownBy(() -> trained("resumed", interrupted)).isInstanceOf(Interrupted.class);
        RunContents resumed = trained("resumed", RunOptions.NEW.resuming());
        assertThat(resumed).isEqualTo(uninterrupted);
        assertThat(resumed.step()).isEqualTo(8);
        assertThat(resumed.groups()).containsKeys("weights", "average", "optimizer");
        assertThat(resumed.events()).extracting(RunContents.LoggedEvent::kind).contains("epoch", "evaluation");
    }

    /** Of 8 steps in two epochs; after the last of an epoch its evaluation is still to come. */
    @ParameterizedTest
    @ValueSource(longs = {1, 3, 4, 6})
    void anInterruptLosesNoStep(long interruptedAfter) {
        RunContents uninterrupted = trained("uninterrupted", RunOptions.NEW);
        RunOptions interrupted = new RunOptions(false, Interruption.byUser(interruptedAfter), List.of());
        assertThatThrownBy(() -> trained("resumed", interrupted)).isInstanceOf(org.espalier.run.Interrupted.class);
        assertThat(RunContents.of(folder.resolve("resumed")).step()).isEqualTo(interruptedAfter);
        assertThat(trained("resumed", RunOptions.NEW.resuming())).isEqualTo(uninterrupted);
    }

    @Test
    void aStoppedRunGoesOnWhereItsFolderWasMovedTo() throws IOException {
        RunContents uninterrupted = trained("uninterrupted", RunOptions.NEW);
        RunOptions interrupted = new RunOptions(false, new Interruption(6), List.of());
        assertThatThrownBy(() -> trained("before", interrupted)).isInstanceOf(Interrupted.class);
        Path moved = Files.createDirectories(folder.resolve("another place")).resolve("after");
        Files.move(folder.resolve("before"), moved);
        assertThat(trained("another place/after", RunOptions.NEW.resuming())).isEqualTo(uninterrupted);
    }

    /** Saved after each step, and killed after each: every process does one step. */
    @Test
    void aTrainingOfManyProcessesEqualsTheUninterruptedOne() {
        RunContents uninterrupted = trained("uninterrupted", RunOptions.NEW);
        for (long step = 2; step <= uninterrupted.step(); step++) {
            RunOptions killed = new RunOptions(step > 2, new Interruption(step), List.of()).savingEvery(Duration.ZERO);
            assertThatThrownBy(() -> trained("resumed", killed)).isInstanceOf(Interrupted.class);
            assertThat(RunContents.of(folder.resolve("resumed")).step()).isEqualTo(step - 1);
        }
        assertThat(trained("resumed", RunOptions.NEW.resuming())).isEqualTo(uninterrupted);
    }

    /** The second process recomputes the features of the frozen part. */
    @Test
    void aResumedTrainingWithAFrozenPartEqualsTheUninterruptedOne() {
        String[] frozen = {
            "weights.frozen=backbone",
            "images.augmentation={minScale: 1, maxScale: 1, crop: null, flip: 0.5, brightness: 0, contrast: 0,"
                    + " saturation: 0, hue: 0}"
        };
        assertThat(SmallTraining.config(frozen).images().augmentation().hasFewViews())
                .isTrue();
        RunContents uninterrupted = trained("uninterrupted", RunOptions.NEW, frozen);
        RunOptions interrupted = new RunOptions(false, new Interruption(6), List.of());
        assertThatThrownBy(() -> trained("resumed", interrupted, frozen)).isInstanceOf(Interrupted.class);
        assertThat(trained("resumed", RunOptions.NEW.resuming(), frozen)).isEqualTo(uninterrupted);
    }

    /** Interrupted after the first judgement or the second; it stops after the third at the earliest, at step 6. */
    @ParameterizedTest
    @ValueSource(longs = {3, 5})
    void aResumedTrainingThatStopsEarlyEqualsTheUninterruptedOne(long interruptedAfter) {
        String[] stopping = {"stop={patience: 2, share: 0.25, gap: 0.1}", "length.epochs=8"};
        RunContents uninterrupted = trained("uninterrupted", RunOptions.NEW, stopping);
        RunOptions interrupted = new RunOptions(false, new Interruption(interruptedAfter), List.of());
        assertThatThrownBy(() -> trained("resumed", interrupted, stopping)).isInstanceOf(Interrupted.class);
        RunContents resumed = trained("resumed", RunOptions.NEW.resuming(), stopping);
        assertThat(resumed).isEqualTo(uninterrupted);
        assertThat(resumed.groups()).containsKeys("best", "judgements");
        assertThat(trained("resumed", RunOptions.NEW.resuming(), stopping))
                .as("a finished run is finished")
                .isEqualTo(uninterrupted);
    }

    @Test
    @Tag("slow")
    void aTrainingOfMinutesEqualsTheTrainingOfItsSteps() {
        RunContents timed = trained("minutes", RunOptions.NEW, "length={in: minutes, minutes: 0.01}");
        RunLength length = RunLength.read(new RunLayout(folder.resolve("minutes")).length());
        RunContents counted = trained("steps", RunOptions.NEW, "length={in: steps, steps: " + length.steps() + "}");
        assertThat(timed).isEqualTo(counted);
        assertThat(timed.step()).isEqualTo(length.steps());
    }

    @Test
    @Tag("slow")
    void aBusyMachineGivesTheSameTraining() {
        RunContents quiet = trained("quiet", RunOptions.NEW);
        assertThat(BusyMachine.during(() -> trained("busy", RunOptions.NEW))).isEqualTo(quiet);
    }

    private RunContents trained(String name, RunOptions options, String... settings) {
        Path run = folder.resolve(name);
        Training.of(new Blueprint.OfGraph(SmallTraining.network()), SmallTraining.config(settings))
                .run(SmallTraining.DATA, run, options)
                .close();
        return RunContents.of(run);
    }
}
