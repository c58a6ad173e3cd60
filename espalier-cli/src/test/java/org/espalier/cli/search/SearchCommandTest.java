package org.espalier.cli.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.cli.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that do not go together are refused before anything is written. */
class SearchCommandTest {

    @TempDir
    Path folder;

    @Test
    void randomArchitecturesTakeNoOptionOfASearch() {
        refused("--null: not allowed with random: methods", "random:gas", "--null");
        refused("--weights, --latency and --latency-budget: not allowed", "random:gas", "--latency", "table.csv");
        refused("--resume: not allowed with random: methods", "random:gas", "--resume");
        refused(
                "--classes: allowed only with random: methods and without --data",
                "random:gas",
                "--classes",
                "4",
                "--data",
                "scenes");
    }

    @Test
    void searchesTakeNoOptionOfARandomArchitecture() {
        refused("--like: allowed only with random: methods", "gas", "--data", "scenes", "--like", "enet");
        refused("--classes: allowed only with random: methods", "gas", "--data", "scenes", "--classes", "4");
        refused(
                "--train-minutes: allowed only with several budgets",
                "gas",
                "--data",
                "scenes",
                "--train-minutes",
                "1");
        refused("--data: search gas needs a data set", "gas");
    }

    @Test
    void aLengthIsGivenOnce() {
        refused("--steps and --minutes: got both", "gas", "--data", "scenes", "--steps", "3", "--minutes", "1");
    }

    @Test
    void anUnknownKeyIsAnsweredWithTheNearest() {
        refused(
                "unknown key search.imagse (did you mean images?); allowed: seed, length, images,",
                "gas",
                "--data",
                "scenes",
                "--set",
                "search.imagse.batch=3");
    }

    private void refused(String message, String... arguments) {
        Path run = folder.resolve("run");
        List<String> line = new ArrayList<>(List.of("search"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--out", run.toString()));
        Shell.Result result = Shell.espalier(line.toArray(String[]::new));
        assertThat(result.err()).contains(message);
        assertThat(result.code()).isEqualTo(2);
        assertThat(run).doesNotExist();
    }
}
