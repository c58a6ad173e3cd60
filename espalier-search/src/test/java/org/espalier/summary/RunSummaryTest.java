package org.espalier.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.blueprint.Blueprint;
import org.espalier.problem.BadData;
import org.espalier.run.Interrupted;
import org.espalier.run.Interruption;
import org.espalier.run.Progress;
import org.espalier.run.RunOptions;
import org.espalier.run.Status;
import org.espalier.train.SmallTraining;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSummaryTest {

    private static final List<String> COMMAND =
            List.of("espalier", "train", "unet", "--minutes=2", "--out", "runs/a", "--seed", "3", "--resume");

    @TempDir
    private Path folder;

    @Test
    void aTrainingIsRunningThenStoppedThenFinished() {
        List<RunSummary> during = new ArrayList<>();
        Progress stopping = new Progress() {
            @Override
            public void show(Status status) {
                during.add(RunSummary.of(folder));
                Interruption.byUser(3).show(status);
            }

            @Override
            public void end(Status status) {
                // stopped before
            }
        };
        assertThatThrownBy(() -> train(new RunOptions(false, stopping, COMMAND)))
                .isInstanceOf(Interrupted.class);
        assertThat(during).hasSize(3).allSatisfy(now -> {
            assertThat(now.state()).isEqualTo(RunState.RUNNING);
            assertThat(now.steps()).as("none is saved yet").contains(0L);
        });
        RunSummary stopped = RunSummary.of(folder);
        assertThat(stopped.state()).isEqualTo(RunState.STOPPED);
        assertThat(stopped.steps()).contains(3L);
        assertThat(stopped.total()).contains(8L);
        assertThat(stopped.miou()).isEmpty();

        train(RunOptions.NEW.resuming());
        RunSummary finished = RunSummary.of(folder);
        assertThat(finished.state()).isEqualTo(RunState.FINISHED);
        assertThat(finished.steps()).contains(8L);
        assertThat(finished.miou()).isPresent();
        assertThat(finished.provenance().command()).isEqualTo(COMMAND);
        assertThat(finished.commandFor("NEW"))
                .containsExactly("espalier", "train", "unet", "--steps", "8", "--out", "NEW", "--seed", "3");
    }

    @Test
    void theTrainingOfACandidateIsFinishedWithItsLastStep() {
        Training training = training();
        double unused = training.lossAfter(4, SmallTraining.DATA, folder, RunOptions.NEW);
        assertThat(RunSummary.of(folder).state()).isEqualTo(RunState.STOPPED);
        unused = training.lossAfter(8, SmallTraining.DATA, folder, RunOptions.NEW.resuming());
        assertThat(RunSummary.of(folder).state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void aFolderThatIsNoRunIsRefused() {
        assertThatThrownBy(() -> RunSummary.of(folder))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("no run at " + folder + ": there is no config.yaml in it");
    }

    private void train(RunOptions options) {
        training().run(SmallTraining.DATA, folder, options).close();
    }

    private static Training training() {
        TrainConfig config = SmallTraining.config();
        return Training.of(new Blueprint.OfGraph(SmallTraining.network()), config);
    }
}
