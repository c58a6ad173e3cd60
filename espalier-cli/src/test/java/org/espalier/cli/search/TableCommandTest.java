package org.espalier.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.cli.Shell.Result;
import org.espalier.text.Text;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TableCommandTest {

    private static final String DATA = "scenes:train=12,val=2,size=64x96";

    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    void aTableIsMadeAndSearchersAreJudgedOnIt() {
        Result made = table("--networks", "3", "--steps", "4", "--rungs", "0.5,1", "--json");
        assertThat(made.code()).as(made.err()).isZero();
        JsonNode quality = made.json().required("quality");
        assertThat(quality.required("networks").intValue()).isEqualTo(3);
        assertThat(quality.required("rungs")).hasSize(2);
        Result study =
                espalier("study", "--table", made.json().required("table").stringValue(), "--trainings", "2", "--json");
        assertThat(study.code()).as(study.err()).isZero();
        JsonNode scores = study.json().required("scores");
        assertThat(scores).hasSize(6).allSatisfy(score -> {
            assertThat(score.required("trainings").doubleValue()).isBetween(0.0, 2.0);
            assertThat(score.required("rank").doubleValue()).isBetween(1.0, 3.0);
            assertThat(score.required("gain").required("low").doubleValue())
                    .isLessThanOrEqualTo(score.required("gain").required("high").doubleValue());
        });
        Result screen =
                espalier("study", "--table", made.json().required("table").stringValue(), "--trainings", "2");
        assertThat(screen.out())
                .contains("reliability R of one training", "random 2", "guided 3, rungs 0.50, 1.00", "most parameters");
        supernetsAreJudgedOnIt(made.json().required("table").stringValue());
    }

    private void supernetsAreJudgedOnIt(String file) {
        List<String> words = new ArrayList<>(List.of("study", "--table", file, "--trainings", "2", "--json"));
        words.addAll(List.of("--supernets", "2", "--data", DATA, "--search-steps", "2", "--out", at("supernets")));
        words.addAll(List.of("--finishes", "2,3"));
        words.addAll(List.of("--setting", "early:search.architecture.from=0"));
        words.addAll(List.of("--setting", "early:search.architecture.learningRate={schedule: constant, value: 0.1}"));
        Result study = espalier(words.toArray(String[]::new));
        assertThat(study.code()).as(study.err()).isZero();
        assertThat(study.json().required("scores")).hasSize(12);
        JsonNode supernets = study.json().required("supernets");
        assertThat(supernets.required("searches")).hasSize(4);
        assertThat(supernets.required("scores"))
                .extracting(score -> score.required("setting").stringValue())
                .containsExactly("as-configured", "early");
        words.remove("--json");
        words.add("--resume");
        Result screen = espalier(words.toArray(String[]::new));
        assertThat(screen.code()).as(screen.err()).isZero();
        assertThat(screen.out()).contains("Kendall tau of the belief", "supernet, as-configured", "supernet, early");
    }

    @Test
    void optionsOfSupernetsAreAllowedTogetherOnly() {
        assertThat(study("--data", DATA).err())
                .contains("--setting, --finishes, --out", "allowed only with --supernets N");
        assertThat(study("--supernets", "2").err()).contains("--out: missing");
        assertThat(study("--supernets", "2", "--out", at("supernets")).err()).contains("--supernets: needs --data");
        assertThat(supernets("--supernets", "1").err()).contains("--supernets: got 1; allowed: 2 or more");
        assertThat(supernets("--supernets", "2", "--search-steps", "0").err())
                .contains("--search-steps: got 0; allowed: 1 or more");
        assertThat(supernets("--supernets", "2", "--setting", "search.architecture.from=0:2")
                        .err())
                .contains("--setting: got 'search.architecture.from=0:2'; allowed: NAME:KEY=VALUE");
        assertThat(supernets("--supernets", "2", "--setting", "as-configured:search.seed=2")
                        .err())
                .contains("the name 'as-configured'", "use another");
        assertThat(supernets("--supernets", "2", "--setting", "a/b:search.seed=2")
                        .err())
                .contains("--setting: name: a/b; allowed: letters, digits");
    }

    private Result supernets(String... more) {
        List<String> words = new ArrayList<>(List.of("--data", DATA, "--out", at("supernets")));
        words.addAll(List.of(more));
        return study(words.toArray(String[]::new));
    }

    private Result study(String... more) {
        List<String> words = new ArrayList<>(List.of("study", "--table", at("none.json")));
        words.addAll(List.of(more));
        Result result = espalier(words.toArray(String[]::new));
        assertThat(result.code()).isEqualTo(2);
        return result;
    }

    @Test
    void badRungsSpacesAndCountsAreRefused() {
        assertThat(table("--rungs", "1,0.5").err())
                .contains("--rungs: [1.0, 0.5]; allowed: shares of the steps in ascending order");
        assertThat(table("--networks", "2").err()).contains("--networks: got 2; allowed: 3 or more");
        assertThat(table("--seeds", "1").err()).contains("--seeds: got 1; allowed: 2 or more");
        assertThat(table("--minutes", "3").code()).isEqualTo(2);
        Result random = espalier("table", "random:gas", "--data", "scenes", "--out", at("run"));
        assertThat(random.code()).isEqualTo(2);
        assertThat(random.err()).contains("got 'random:gas'");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void searchersAreJudgedOnAPublishedBenchmark() throws IOException {
        String network = "\"%s\": {\"test_acc\": [%s, %s], \"params\": 5, \"flops\": 7}";
        Path file = Files.writeString(
                folder.resolve("macro.json"),
                "{"
                        + String.join(
                                ",",
                                Text.format(network, "11111111", "90, 91", 92),
                                Text.format(network, "21111111", "92, 92", 93),
                                Text.format(network, "22111111", "94, 93", 94))
                        + "}");
        Result study = espalier("study", "--table", file.toString(), "--trainings", "3", "--searches", "20");
        assertThat(study.code()).as(study.err()).isZero();
        assertThat(study.out())
                .contains("test accuracy, mean of the networks", "Kendall tau of one training", "evolution 3")
                .doesNotContain("halving", "mIoU");
        Result supernets = espalier(
                "study", "--table", file.toString(), "--supernets", "2", "--data", DATA, "--out", at("supernets"));
        assertThat(supernets.code()).isEqualTo(2);
        assertThat(supernets.err()).contains("--supernets: this table's space is not one of Espalier's");
    }

    @Test
    void aStudyNeedsATable() throws IOException {
        Result missing = espalier("study", "--table", at("none.json"));
        assertThat(missing.code()).isEqualTo(3);
        assertThat(missing.err()).contains("none.json");
        Path letter = Files.writeString(folder.resolve("letter.json"), "{\"dear\": \"reader\"}");
        Result other = espalier("study", "--table", letter.toString());
        assertThat(other.code()).isEqualTo(3);
        assertThat(other.err()).contains("letter.json is damaged");
        assertThat(espalier("study", "--table", letter.toString(), "--trainings", "1")
                        .err())
                .contains("--trainings: got 1; allowed: 2 or more");
    }

    private Result table(String... more) {
        List<String> words = new ArrayList<>(List.of("table", "autodeeplab", "--preset", "tiny", "--budget", "3M"));
        words.addAll(List.of("--data", DATA, "--out", at("run")));
        words.addAll(List.of(more));
        return espalier(words.toArray(String[]::new));
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }
}
