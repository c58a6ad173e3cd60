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
        refused("--latency without --budget: not allowed", "random:gas", "--latency", "table.csv");
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
    void searchersTakeOnlyTheirOwnOptions() {
        refused(
                "--trials: not allowed with a method's own search; allowed with random:, evolution:",
                "gas",
                "--trials",
                "3");
        refused(
                "--candidates: not allowed with random: methods; allowed with halving:, guided:",
                "random:gas",
                "--candidates",
                "3");
        refused(
                "--rungs: not allowed with evolution: methods; allowed with halving:, guided:",
                "evolution:gas",
                "--rungs",
                "1");
        refused("--trials: not allowed with halving: methods", "halving:gas", "--trials", "3");
        refused(
                "--population: not allowed with halving: methods; allowed with evolution:",
                "halving:gas",
                "--population",
                "3");
        refused("--null, --latency-budget and --train-minutes: not allowed with halving:gas", "halving:gas", "--null");
        refused(
                "--like: allowed only with random: methods that train nothing",
                "random:gas",
                "--trials",
                "3",
                "--like",
                "enet");
        refused("--minutes: got 3.0; equal minutes are not equal training", "evolution:gas", "--minutes", "3");
        refused("--data: search halving:gas needs a data set", "halving:gas");
        refused(
                "--weights: gas has no backbone",
                "halving:gas",
                "--data",
                "scenes",
                "--weights",
                "weights.safetensors");
    }

    @Test
    void numbersOfSearchersThatMakeNoSenseAreRefused() {
        refused(
                "--rungs: [1.0, 0.5]; allowed: shares of the steps in ascending order",
                "halving:gas",
                "--rungs",
                "1,0.5");
        refused("--rungs: [0.5, 1.5]; allowed:", "halving:gas", "--rungs", "0.5,1.5");
        refused("--eta: 0.5; allowed: more than 1, as more candidates than there are", "halving:gas", "--eta", "0.5");
        refused("--candidates: 1; allowed: 2 or more", "halving:gas", "--candidates", "1");
        refused("--population: 9; allowed: 1 to 4", "evolution:gas", "--trials", "4", "--population", "9");
        refused("--trials: 0; allowed: 1 or more", "random:gas", "--trials", "0");
    }

    @Test
    void anUnknownSearcherIsAnsweredWithTheNearest() {
        refused(
                "METHOD: got 'halfing:gas' (did you mean halving:gas?); allowed: autodeeplab, random:autodeeplab,"
                        + " halving:autodeeplab, guided:autodeeplab, evolution:autodeeplab, gas,",
                "halfing:gas");
    }

    @Test
    void rungsThatAPilotKnowsToBeChanceAreRefused() {
        String pilot = "../docs/studies/pilot-autodeeplab-scenes-35M.json";
        refused(
                "rank with tau 0.29 as at the end, no better than chance (0.47 or more is, at 5 %); rungs that rank, by"
                        + " this pilot: 0.50, 0.67, 0.83, 1",
                "halving:autodeeplab", "--pilot", pilot, "--rungs", "0.33,1");
        refused(
                "rank with tau 0.29 as at the end, no better than chance",
                "guided:autodeeplab",
                "--pilot",
                pilot,
                "--rungs",
                "0.33,1");
        refused(
                "--pilot: got one of autodeeplab; allowed: one of the space that is searched, gas",
                "halving:gas",
                "--pilot",
                pilot);
        refused(
                "after 0.25 of the steps the pilot's 10 networks of autodeeplab rank with tau",
                "halving:autodeeplab",
                "--pilot",
                pilot);
        refused(
                "--data: search halving:autodeeplab needs a data set",
                "halving:autodeeplab",
                "--pilot",
                pilot,
                "--rungs",
                "0.5,0.75,1");
    }

    @Test
    void settingsOfTheTrainingsBeginWithTraining() {
        refused(
                "--set training.imagse.batch=3: unknown key imagse (did you mean images?)",
                "halving:gas",
                "--data",
                "scenes",
                "--set",
                "training.imagse.batch=3");
        refused(
                "training.stop.patience: 2; allowed: 0",
                "halving:gas",
                "--data",
                "scenes:train=8,val=2,size=32x48",
                "--set",
                "training.stop.patience=2");
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
