package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.espalier.cli.Shell.Result;
import org.espalier.latency.Device;
import org.espalier.latency.LatencyKey;
import org.espalier.latency.LatencyTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyCommandsTest {

    @TempDir
    private Path folder;

    @Test
    void profileRefusesBadArgumentsAndNamesTheAllowedOnes() {
        Result unknown = profile("autodeplab");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("autodeplab");
        Result noSpace = profile("separable-unet", "--check", "20");
        assertThat(noSpace.code()).isEqualTo(2);
        assertThat(noSpace.err()).contains("name exactly one METHOD");
        assertThat(profile("autodeeplab", "--check", "3").err()).contains("--check: got 3; allowed: 10 or more");
        assertThat(profile("autodeeplab", "--preset", "none").err()).contains("preset: got 'none'; allowed: cpu");
        assertThat(profile("separable-unet", "--widths", "1,0").err())
                .contains("--widths: got 0.0; allowed: more than 0, at most 64");
        assertThat(profile("enet", "--widths", "1,2").err())
                .contains("--widths: got 2.0; the widths of this network are fixed; allowed: 1");
        assertThat(profile("separable-unet", "--threads", "0").err()).contains("--threads: got 0");
    }

    @Test
    void profileDoesNotOverwriteAFileThatIsNoTable() throws IOException {
        Path file = Files.writeString(folder.resolve("table.csv"), "a letter\n");
        Result refused = profile("separable-unet");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("expected '# espalier latency table 1'");
        assertThat(file).hasContent("a letter");
    }

    @Test
    void benchRefusesFilesThatItCannotRun() throws IOException {
        Result missing = espalier("bench", folder.resolve("none").toString());
        assertThat(missing.code()).isEqualTo(3);
        assertThat(missing.err()).contains("allowed: a run, its model folder, or an exported .onnx");
        Path file = Files.writeString(folder.resolve("model.onnx"), "no model");
        Result broken = espalier("bench", file.toString());
        assertThat(broken.code()).isEqualTo(3);
        assertThat(broken.err()).contains("cannot load the model");
        Result torch = espalier("bench", file.toString(), "--runtime", "torch", "--size", "32x48");
        assertThat(torch.code()).isEqualTo(2);
        assertThat(torch.err()).contains("--runtime torch needs a run");
    }

    @Test
    void optionsWithoutEffectAreRefused() {
        Result random = espalier(
                "search",
                "random:gas",
                "--preset",
                "tiny",
                "--data",
                "scenes",
                "--out",
                at("a"),
                "--latency-budget",
                "1");
        assertThat(random.code()).isEqualTo(2);
        assertThat(random.err()).contains("--latency-budget", "espalier search gas");
        Result minutes = espalier(
                "search", "gas", "--preset", "tiny", "--data", "scenes", "--out", at("a"), "--train-minutes", "8");
        assertThat(minutes.code()).isEqualTo(2);
        assertThat(minutes.err()).contains("--train-minutes", "several budgets");
        Result rspnet = espalier(
                "search",
                "rspnet",
                "--data",
                "scenes",
                "--out",
                at("a"),
                "--budget",
                "none",
                "--set",
                "search.latency.table=table.csv");
        assertThat(rspnet.code()).isEqualTo(2);
        assertThat(rspnet.err()).contains("search.latency.table", "rspnet");
        assertThat(folder.resolve("a")).doesNotExist();
    }

    @Test
    void aTableOfAnotherDeviceIsRefusedAsOptionAndAsSetting() {
        Path file = folder.resolve("elsewhere.csv");
        Device elsewhere = new Device("some machine", "a processor", "a runtime", "none", 1);
        LatencyKey key = new LatencyKey("conv3", 3, 8, 32, 48, 1);
        LatencyTable.empty(elsewhere, Instant.EPOCH, List.of(key)).with(key, 1).write(file);
        for (List<String> named : List.of(
                List.of("--latency", file.toString()),
                List.of("--budget", "none", "--set", "search.latency.table=" + file))) {
            List<String> words = new ArrayList<>(List.of("search", "gas", "--preset", "tiny", "--data", "scenes"));
            words.addAll(List.of("--out", at("a")));
            words.addAll(named);
            Result refused = espalier(words.toArray(String[]::new));
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).contains("was measured on some machine", "--force");
            assertThat(folder.resolve("a")).doesNotExist();
        }
    }

    @Test
    void aTableBesideABudgetOfMultiplyAddsIsRefused() {
        Result both = espalier(
                "search", "gas", "--data", "scenes", "--out", at("a"), "--latency", "table.csv", "--budget", "50M");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("search.budget: 50M; allowed: null beside latency.table", "1.5ms");
        assertThat(folder.resolve("a")).doesNotExist();
    }

    @Test
    void aTemperatureOfZeroIsRefused() {
        Result cold = espalier(
                "search",
                "gas",
                "--data",
                "scenes",
                "--out",
                at("a"),
                "--set",
                "search.architecture.relaxation.temperature={schedule: poly, start: 1, power: 1, floor: 0}");
        assertThat(cold.code()).isEqualTo(2);
        assertThat(cold.err()).contains("temperature at the end");
    }

    @Test
    void aBudgetNeedsATableAndMilliseconds() {
        Result noTable = espalier(
                "search", "gas", "--preset", "tiny", "--data", "scenes", "--out", at("a"), "--latency-budget", "12ms");
        assertThat(noTable.code()).isEqualTo(2);
        assertThat(noTable.err()).contains("a budget needs a table of latencies");
        Result noTime = espalier("search", "gas", "--data", "scenes", "--out", at("a"), "--latency-budget", "fast");
        assertThat(noTime.code()).isEqualTo(2);
        assertThat(noTime.err()).contains("got 'fast'; allowed: milliseconds");
        Result several =
                espalier("search", "gas", "--data", "scenes", "--out", at("a"), "--latency-budget", "8ms,12ms");
        assertThat(several.code()).isEqualTo(2);
        assertThat(several.err()).contains("several budgets need a --latency table");
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private Result profile(String... words) {
        String[] all = new String[words.length + 5];
        all[0] = "profile";
        System.arraycopy(words, 0, all, 1, words.length);
        System.arraycopy(
                new String[] {
                    "--size", "32x48", "--out", folder.resolve("table.csv").toString()
                },
                0,
                all,
                words.length + 1,
                4);
        return espalier(all);
    }
}
