package org.espalier.cli.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.budget.Budget;
import org.espalier.cli.Shell;
import org.espalier.pilot.PilotPlan;
import org.espalier.run.Provenance;
import org.espalier.run.RunFolder;
import org.espalier.train.TrainConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PilotCommandTest {

    @TempDir
    Path folder;

    @Test
    void whatAPilotCannotDoIsRefusedBeforeAnythingIsWritten() {
        refused("SPACE: got 'random:gas'; allowed: gas", "random:gas");
        refused("--minutes: got 3.0; equal minutes are not equal training", "gas", "--minutes", "3");
        refused("--networks: got 2", "gas", "--networks", "2");
        refused("--seeds: got 1", "gas", "--seeds", "1");
        refused(
                "budget: got '35'; allowed: multiply-adds for one image with the unit K, M or G",
                "gas",
                "--budget",
                "35");
        refused("search.budget: none", "gas", "--budget", "none");
        refused("size: got '120', allowed is HEIGHTxWIDTH", "gas", "--size", "120");
        refused("--weights: gas has no backbone", "gas", "--budget", "5M", "--weights", "weights.safetensors");
        refused("the narrowest", "sed", "--preset", "tiny", "--budget", "1M");
    }

    /** The folder of a pilot holds its plan, not the configuration of the method. */
    @Test
    void aPilotOfTheDefaultPresetIsResumedByItsPlan() {
        Path run = folder.resolve("run");
        PilotPlan other = new PilotPlan("gas", "", TrainConfig.CPU, Budget.parse("50M"), 7, 2, Optional.empty());
        RunFolder.create(run, other, Provenance.of(1, "none", Map.of(), Optional.empty(), List.of()))
                .close();
        Shell.Result result = Shell.espalier(
                "pilot",
                "gas",
                "--data",
                "scenes:train=8,val=2,size=32x48",
                "--networks",
                "3",
                "--resume",
                "--out",
                run.toString());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("networks: 7 -> 3");
    }

    private void refused(String message, String... arguments) {
        Path run = folder.resolve("run");
        List<String> line = new ArrayList<>(List.of("pilot"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--data", "scenes:train=8,val=2,size=32x48", "--out", run.toString()));
        Shell.Result result = Shell.espalier(line.toArray(String[]::new));
        assertThat(result.err()).contains(message);
        assertThat(result.code()).isEqualTo(2);
        assertThat(run).doesNotExist();
    }
}
