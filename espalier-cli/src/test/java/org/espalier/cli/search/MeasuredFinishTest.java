package org.espalier.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.cli.Shell.Result;
import org.espalier.run.RunLayout;
import org.espalier.run.RunLength;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredFinishTest {

    @TempDir
    private Path folder;

    /** Images of another size than the preset's: that of supernet and candidates. */
    @Test
    @Tag("slow")
    void candidatesOfASupernetAreTrainedAndTheBestIsFound() throws IOException {
        Result found = search("--size", "32x48", "--steps", "3", "--candidates", "3", "--rungs", "0.5,1");
        assertThat(found.code()).as(found.err()).isZero();
        assertThat(found.out()).contains("candidate 3", "loss on select", "at 32x48");
        Path run = folder.resolve("run");
        assertThat(run.resolve("architecture.json")).exists();
        assertThat(Files.readString(run.resolve("events.jsonl")))
                .contains("\"event\":\"finish\"", "\"candidates\":3", "\"decoded\":", "\"sentinel\":");
        assertThat(Files.readString(run.resolve("supernet/config.yaml"))).contains("size: 32x48", "steps: 3");
        assertThat(Files.readString(run.resolve("config.yaml"))).contains("by: guided", "steps: 4", "size: 32x48");

        Result again = search("--size", "32x48", "--steps", "3", "--candidates", "3", "--rungs", "0.5,1", "--resume");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).isEqualTo(found.out());
        Result other = search("--size", "32x48", "--steps", "3", "--candidates", "4", "--rungs", "0.5,1", "--resume");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("candidates");
    }

    /** Networks have the preset's price, so the search ends with trainings without being told; minutes are shared. */
    @Test
    @Tag("slow")
    void aSearchAtOnePriceEndsWithTrainings() throws IOException {
        List<String> words = new ArrayList<>(List.of("search", "gas", "--preset", "tiny", "--minutes", "0.05"));
        words.addAll(List.of("--data", "scenes:train=12,val=2,size=64x96", "--set", "search.images.size=32x48"));
        words.addAll(List.of("--set", "search.images.batch=2", "--set", "training.images.batch=2"));
        words.addAll(List.of("--set", "search.images.augmentation.crop=24x32", "--candidates", "2"));
        words.addAll(List.of("--out", folder.resolve("run").toString()));
        Result found = espalier(words.toArray(String[]::new));
        assertThat(found.code()).as(found.err()).isZero();
        assertThat(found.err()).contains("--finish decoded");
        assertThat(found.out()).contains("candidate 2", "at 32x48");
        RunLayout run = new RunLayout(folder.resolve("run"));
        RunLength each = RunLength.read(run.length());
        RunLength supernet = RunLength.read(new RunLayout(folder.resolve("run/supernet")).length());
        assertThat(each.minutes()).hasValue(0.025);
        assertThat(supernet.minutes()).hasValue(0.025);
        assertThat(Files.readString(run.events())).contains("\"event\":\"finish\"");

        words.add("--resume");
        Result again = espalier(words.toArray(String[]::new));
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).isEqualTo(found.out());
    }

    @Test
    void whatDoesNotGoWithAFinishIsRefused() {
        for (List<String> ends :
                List.of(List.of("--finish", "decoded"), List.of("--null"), List.of("--budget", "none"))) {
            List<String> words = new ArrayList<>(ends);
            words.addAll(List.of("--rungs", "0.5,1"));
            refused("--rungs: not allowed where a search ends with its choices", "gas", words.toArray(String[]::new));
        }
        refused(
                "those of this one are a part of an architecture",
                "rspnet",
                "--finish",
                "measured",
                "--data",
                "scenes:train=8,val=2,size=64x96",
                "--set",
                "stages=CELL");
        refused("--finish: not allowed with guided: methods", "guided:gas", "--finish", "measured");
        refused("--trials: not allowed with a method's own search", "gas", "--finish", "measured", "--trials", "2");
        refused(
                "--null and --latency-budget: not allowed with --finish measured",
                "gas",
                "--finish",
                "measured",
                "--null");
        refused("--data: search gas needs a data set", "gas", "--finish", "measured");
        refused("--finish", "gas", "--finish", "trained");
        refused(
                "trains candidates on images of 32x48, the supernet learns on images of 64x96",
                "gas",
                "--finish",
                "measured",
                "--preset",
                "tiny",
                "--data",
                "scenes:train=8,val=2,size=64x96",
                "--set",
                "training.images.size=32x48");
    }

    private Result search(String... words) {
        List<String> all =
                new ArrayList<>(List.of("search", "autodeeplab", "--preset", "tiny", "--finish", "measured"));
        all.addAll(List.of("--data", "scenes:train=12,val=2,size=64x96", "--budget", "3M"));
        all.addAll(List.of("--set", "training.length={in: steps, steps: 4}", "--set", "training.images.batch=2"));
        all.addAll(List.of("--out", folder.resolve("run").toString()));
        all.addAll(List.of(words));
        return espalier(all.toArray(String[]::new));
    }

    private void refused(String message, String method, String... words) {
        List<String> all = new ArrayList<>(
                List.of("search", method, "--out", folder.resolve("none").toString()));
        all.addAll(List.of(words));
        Result result = espalier(all.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains(message);
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
