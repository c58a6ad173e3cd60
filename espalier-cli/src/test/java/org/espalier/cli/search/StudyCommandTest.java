package org.espalier.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.cli.Shell.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class StudyCommandTest {

    private static final List<String> SMALL = List.of(
            "data: scenes:train=12,val=2,size=64x96",
            "blocks: 2",
            "budget: 3M",
            "searchSteps: 8",
            "trainingSteps: 8",
            "randomNetworks: 1",
            "handDesigned: {networks: [separable-unet], rates: [1]}",
            "settings: [training.images.batch=2, autodeeplab.search.images.batch=2]");

    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    void aStudySaysWhatIsShownAndGoesOnWithoutWork() throws IOException {
        Path file = study(SMALL);
        Result plan = espalier("study", file.toString(), "--out", at("s"), "--plan");
        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("2 blocks: ", " candidates of autodeeplab", "manifest.json");
        Result made = espalier("study", file.toString(), "--out", at("s"), "--resume", "--json");
        assertThat(made.code()).as(made.err()).isZero();
        JsonNode method = made.json().required("methods").get(0);
        for (String field : List.of("found", "random", "logitsOnly", "halving", "handDesigned", "seeds")) {
            assertThat(method.required(field)).as(field).hasSize(2);
        }
        for (String field : List.of("interval", "intervalToHalving")) {
            assertThat(method.required(field)).as(field).hasSize(2);
        }
        assertThat(method.required("method").stringValue()).isEqualTo("autodeeplab");
        assertThat(method.required("blocks").intValue()).isEqualTo(2);
        assertThat(method.required("confidence").doubleValue()).isEqualTo(0.95);
        assertThat(method.required("manifest").stringValue()).hasSize(64);
        assertThat(folder.resolve("s/study.svg")).content().contains("autodeeplab", "hand-designed");

        Result again = espalier("study", file.toString(), "--out", at("s"), "--resume");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).contains("less halving", "Found against halving at the same cost:");
        assertThat(again.err()).doesNotContain("train 8/8");

        Path other = study(with("blocks: 3"));
        Result changed = espalier("study", other.toString(), "--out", at("s"), "--resume");
        assertThat(changed.code()).isEqualTo(2);
        assertThat(changed.err()).contains("blocks: 2", "3").contains("started with another config");
        Files.writeString(folder.resolve("s/cells.jsonl"), "{}\n");
        Result damaged = espalier("study", study(SMALL).toString(), "--out", at("s"), "--resume");
        assertThat(damaged.code()).isEqualTo(3);
        assertThat(damaged.err()).contains("cells.jsonl, line 1: not an event");
    }

    @Test
    void whatIsMissingOrUnknownIsNamed() throws IOException {
        assertThat(espalier("study").err()).contains("FILE and --table: got neither");
        assertThat(espalier("study", "a.yaml", "--table", "t.json").err()).contains("FILE and --table: got both");
        Result noFolder = espalier("study", study(SMALL).toString());
        assertThat(noFolder.code()).isEqualTo(2);
        assertThat(noFolder.err()).contains("--out: missing");
        Result method = run(List.of("methods: [autodeeplabs]"));
        assertThat(method.code()).isEqualTo(2);
        assertThat(method.err()).contains("method: got 'autodeeplabs' (did you mean autodeeplab?)");
        assertThat(run(with("blocks: 1")).err()).contains("blocks: 1; allowed: 2 or more");
        assertThat(run(with("phase: trial")).err()).contains("phase", "CONFIRMATION");
        assertThat(run(with("settings: [gas.search.seed=1]")).err())
                .contains("settings", "gas.search.seed=1", "training.KEY=VALUE");
        assertThat(run(with("budget: 35")).err()).contains("line 8: budget: got '35'; allowed: multiply-adds");
        assertThat(run(with("handDesigned: {networks: [enet], rates: [1]}")).err())
                .contains("enet", "widths");
        assertThat(run(with("halving: {eta: 1, rungs: [0.5, 1]}")).err()).contains("eta: 1.0; allowed: more than 1");
        assertThat(run(with("lines: 3")).err()).contains("lines");
        assertThat(folder.resolve("s")).doesNotExist();
    }

    private Result run(List<String> lines) throws IOException {
        return espalier("study", study(lines).toString(), "--out", at("s"));
    }

    /** The small study with a line that replaces the one of the same key. */
    private static List<String> with(String line) {
        String key = line.substring(0, line.indexOf(':') + 1);
        List<String> lines = new ArrayList<>(
                SMALL.stream().filter(other -> !other.startsWith(key)).toList());
        lines.add(line);
        return lines;
    }

    private Path study(List<String> lines) throws IOException {
        return Files.write(folder.resolve("study.yaml"), lines);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }
}
