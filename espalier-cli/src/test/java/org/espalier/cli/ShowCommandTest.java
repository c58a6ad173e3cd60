package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.cli.Shell.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ShowCommandTest {

    @TempDir
    private Path folder;

    /** Shown whole, and made again by the command that is shown. */
    @Test
    @Tag("slow")
    void aTrainingIsMadeAgainByTheCommandThatIsShown() throws IOException {
        Path run = folder.resolve("runs/first");
        trained(run);

        JsonNode shown = espalier("show", run.toString(), "--json").json();
        assertThat(shown.at("/run/state").stringValue()).isEqualTo("FINISHED");
        assertThat(shown.at("/run/steps").longValue()).isEqualTo(4);
        assertThat(shown.at("/run/total").longValue()).isEqualTo(4);
        assertThat(shown.at("/run/miou").doubleValue()).isBetween(0.0, 1.0);
        assertThat(shown.at("/run/provenance/seeds/train").longValue()).isEqualTo(5);
        Result words = espalier("show", run.toString());
        assertThat(words.out())
                .contains(
                        "state    finished, 4 of 4 steps", "seeds    train 5", "again    espalier train separable-unet")
                .contains("--out ANOTHER")
                .contains("classes  9: sky, building");
        assertThat(espalier("show", run.resolve("model").toString()).out())
                .as("a model knows its run")
                .contains("state    finished", "--out ANOTHER");

        Path again = folder.resolve("runs/again");
        List<String> command = Stream.iterate(0, place -> place + 1)
                .limit(shown.required("again").size())
                .map(place -> shown.required("again").get(place).stringValue())
                .map(word -> word.equals("ANOTHER") ? again.toString() : word)
                .toList();
        Result made = espalier(command.stream().skip(1).toArray(String[]::new));
        assertThat(made.code()).as(made.err()).isZero();
        String weights = "model/model.safetensors";
        assertThat(again.resolve(weights)).hasSameBinaryContentAs(run.resolve(weights));

        Files.writeString(again.resolve("provenance.json"), "{");
        Path model = Files.createDirectories(folder.resolve("elsewhere"));
        Files.copy(run.resolve("model/config.json"), model.resolve("config.json"));
        Files.copy(run.resolve("model/model.onnx"), model.resolve("model.onnx"));
        assertThat(espalier("show", model.toString()).out())
                .as("a model alone")
                .startsWith("model    first")
                .doesNotContain("again");
        assertThat(espalier("list", "runs", folder.toString()).out().lines())
                .hasSize(3)
                .anyMatch(line -> line.matches("runs/again +damaged"))
                .anyMatch(line -> line.matches("runs/first +finished +4 of 4 .* train separable-unet"));
    }

    @Test
    void whatIsNoRunIsRefused() {
        assertThat(espalier("show", folder.toString()).err())
                .contains("no run and no model at " + folder, "config.yaml", "config.json");
        assertThat(espalier("show", folder.resolve("nowhere").toString()).code())
                .isEqualTo(3);
        assertThat(espalier("list", "runs", folder.resolve("nowhere").toString())
                        .err())
                .contains("cannot list the runs in", "no such file or folder");
        assertThat(espalier("list", "ops", "runs").err()).contains("got a folder, runs; only list runs takes one");
        assertThat(espalier("list", "runs", folder.toString()).out().lines()).hasSize(1);
    }

    private static void trained(Path run) {
        Result result = espalier(
                "train",
                "separable-unet",
                "--preset",
                "tiny",
                "--data",
                "scenes:train=4,val=1",
                "--seed",
                "5",
                "--steps",
                "4",
                "--set",
                "images.size=32x48",
                "--set",
                "images.augmentation.crop=24x32",
                "--set",
                "images.batch=2",
                "--out",
                run.toString());
        assertThat(result.code()).as(result.err()).isZero();
    }
}
