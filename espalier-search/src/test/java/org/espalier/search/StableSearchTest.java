package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.espalier.data.Dataset;
import org.espalier.data.Split;
import org.espalier.random.Seed;
import org.espalier.run.Interruption;
import org.espalier.run.RunContents;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class StableSearchTest {

    private static final int STABLE = 4;
    private static final int STEPS = PlantedOptimumTest.STEPS;

    @TempDir
    private Path folder;

    private RunContents searched(String name, RunOptions options) {
        Split train = new PlantedImages(32, new Seed(101), true);
        Dataset data = new Dataset("planted", train.labels(), List.of(train));
        SearchResult<?> found = ArchitectureSearch.of(
                        new PlantedSpace(8, 2), PlantedOptimumTest.config(Level.BILEVEL, 1))
                .run(data, folder.resolve(name), options);
        assertThat(new RunLayout(folder.resolve(name)).architecture()).exists();
        assertThat(found.verdict()).isPresent();
        return RunContents.of(folder.resolve(name));
    }

    private static List<RunContents.LoggedEvent> of(RunContents run, String kind) {
        return run.events().stream().filter(event -> event.kind().equals(kind)).toList();
    }

    @Test
    void aDecidedSearchStopsAndAResumedOneStopsAtTheSameStep() {
        RunOptions stopping = RunOptions.NEW.stoppingWhenStable(STABLE);
        RunContents stopped = searched("stopped", stopping);
        assertThat(stopped.step()).as("not before architecture steps").isBetween(STEPS / 4L + 1, STEPS - 1L);
        assertThat(of(stopped, "stopped")).hasSize(1);
        assertThat(of(stopped, "verdict")).hasSize(1);
        assertThat(searched("stopped", RunOptions.NEW.resuming()))
                .as("resumed after its end")
                .isEqualTo(stopped);

        RunOptions interrupted =
                new RunOptions(false, new Interruption(stopped.step() - 3), List.of()).stoppingWhenStable(STABLE);
        assertThatThrownBy(() -> searched("resumed", interrupted)).isInstanceOf(Interruption.Interrupted.class);
        assertThat(searched("resumed", stopping.resuming())).isEqualTo(stopped);
    }

    @Test
    void allStepsAreDoneWithoutTheOptionOrWithoutSoManyEpochs() {
        RunContents whole = searched("whole", RunOptions.NEW);
        assertThat(whole.step()).isEqualTo(STEPS);
        assertThat(of(whole, "stopped")).isEmpty();
        assertThat(searched("patient", RunOptions.NEW.stoppingWhenStable(STEPS)))
                .isEqualTo(whole);
    }
}
