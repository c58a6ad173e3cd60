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

class TableCommandTest {

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
        assertThat(scores).hasSize(3).allSatisfy(score -> {
            assertThat(score.required("trainings").doubleValue()).isBetween(1.0, 2.0);
            assertThat(score.required("rank").doubleValue()).isBetween(1.0, 3.0);
            assertThat(score.required("gain").required("low").doubleValue())
                    .isLessThanOrEqualTo(score.required("gain").required("high").doubleValue());
        });
        Result screen =
                espalier("study", "--table", made.json().required("table").stringValue(), "--trainings", "2");
        assertThat(screen.out()).contains("reliability R of one training", "random 2", "halving 3, rungs 0.50, 1.00");
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
        words.addAll(List.of("--data", "scenes:train=12,val=2,size=64x96", "--out", at("run")));
        words.addAll(List.of(more));
        return espalier(words.toArray(String[]::new));
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }
}
