package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.run.BusyMachine;
import org.espalier.run.Interruption;
import org.espalier.run.Interruption.Interrupted;
import org.espalier.run.RunContents;
import org.espalier.run.RunLayout;
import org.espalier.run.RunLength;
import org.espalier.run.RunOptions;
import org.espalier.search.autodeeplab.AutoDeepLabSearch;
import org.espalier.search.gas.GasSearch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same configuration and number of steps give bit-identical weights, momenta, architecture parameters and events.
 */
@Tag("slow")
class RepeatableSearchTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aResumedSearchEqualsTheUninterruptedOne(Level level) {
        RunContents uninterrupted = searched(level, "uninterrupted", RunOptions.NEW);
        long interruptedAfter = uninterrupted.step() - 1;
        RunOptions interrupted = new RunOptions(false, new Interruption(interruptedAfter), List.of());
        assertThatThrownBy(() -> searched(level, "resumed", interrupted)).isInstanceOf(Interrupted.class);
        assertThat(RunContents.of(folder.resolve("resumed")).step()).isEqualTo(uninterrupted.step() / 2);
        RunContents resumed = searched(level, "resumed", RunOptions.NEW.resuming());
        assertThat(resumed).isEqualTo(uninterrupted);
        assertThat(resumed.groups()).containsKeys("weights", "weight-optimizer", "architecture-optimizer");
        assertThat(resumed.events()).extracting(RunContents.LoggedEvent::kind).contains("epoch", "architecture");
    }

    /** The gradients of the architecture in the first part of an epoch count in what is reported of it. */
    @ParameterizedTest
    @EnumSource
    void anInterruptLosesNoStep(Level level) {
        RunContents uninterrupted = searched(level, "uninterrupted", RunOptions.NEW);
        long interruptedAfter = uninterrupted.step() - 1;
        RunOptions interrupted = new RunOptions(false, Interruption.byUser(interruptedAfter), List.of());
        assertThatThrownBy(() -> searched(level, "resumed", interrupted))
                .isInstanceOf(org.espalier.run.Interrupted.class);
        assertThat(RunContents.of(folder.resolve("resumed")).step()).isEqualTo(interruptedAfter);
        assertThat(searched(level, "resumed", RunOptions.NEW.resuming())).isEqualTo(uninterrupted);
    }

    @ParameterizedTest
    @EnumSource
    void aSearchOfMinutesEqualsTheSearchOfItsSteps(Level level) {
        RunContents timed = searched(level, "minutes", RunOptions.NEW, "search.length={in: minutes, minutes: 0.02}");
        RunLength length = RunLength.read(new RunLayout(folder.resolve("minutes")).length());
        RunContents counted =
                searched(level, "steps", RunOptions.NEW, "search.length={in: steps, steps: " + length.steps() + "}");
        assertThat(timed).isEqualTo(counted);
        assertThat(timed.step()).isEqualTo(length.steps());
    }

    @ParameterizedTest
    @EnumSource
    void aBusyMachineGivesTheSameSearch(Level level) {
        RunContents quiet = searched(level, "quiet", RunOptions.NEW);
        assertThat(BusyMachine.during(() -> searched(level, "busy", RunOptions.NEW)))
                .isEqualTo(quiet);
    }

    /** On two levels Auto-DeepLab's space; on a single one GAS's, with guidance and draws. */
    private RunContents searched(Level level, String name, RunOptions options, String... settings) {
        Path run = folder.resolve(name);
        List<Object> found = new ArrayList<>();
        switch (level) {
            case BILEVEL ->
                found.add(
                        AutoDeepLabSearch.of(SmallSearch.autoDeepLab(settings)).run(SmallSearch.DATA, run, options));
            case SINGLE -> found.add(GasSearch.of(SmallSearch.gas(settings)).run(SmallSearch.DATA, run, options));
        }
        assertThat(found).hasSize(1);
        return RunContents.of(run);
    }
}
