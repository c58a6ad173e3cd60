package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.espalier.cli.Shell.Result;
import org.espalier.cli.picture.PngFile;
import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.data.spec.Datasets;
import org.espalier.label.MaskFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Search, train, evaluate, export, predict and score, one command after the other. */
@Tag("slow")
class CommandsEndToEndTest {

    private static final String DATA = "scenes:train=8,val=3,seed=7";
    /**
     * Four steps. Without statistics of its own, the average keeps near the initial variances: those of ten batches are so
     * small in a network that has hardly learnt that rounding, which depends on the threads, decides between classes.
     */
    private static final List<String> SMALL = List.of(
            "--set",
            "averageStatistics=0",
            "--set",
            "images.size=32x48",
            "--set",
            "images.augmentation.crop=24x32",
            "--set",
            "images.batch=4",
            "--set",
            "weights.learningRate.warmUpSteps=1");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void searchAndTrain() {
        ok(espalier(
                "search",
                "autodeeplab",
                "--preset",
                "tiny",
                "--data",
                DATA,
                "--finish",
                "decoded",
                "--out",
                at("search"),
                "--set",
                "search.images.size=32x48",
                "--set",
                "search.images.augmentation.crop=24x32",
                "--set",
                "search.length.epochs=2",
                "--set",
                "search.images.batch=2",
                "--seed",
                "5"));
        ok(train(at("search"), "run", "--set", "length.epochs=2"));
    }

    @Test
    void aFoundArchitectureCanBeCostedAndDrawn() throws IOException {
        assertThat(ok(espalier("cost", at("search"), "--size", "32x48", "--classes", "9", "--json"))
                        .json()
                        .required("parameters")
                        .longValue())
                .isPositive();
        ok(espalier("draw", at("search"), "--out", at("drawing.svg"), "--classes", "9", "--size", "32x48"));
        assertThat(Files.readString(folder.resolve("drawing.svg")))
                .contains("<svg")
                .containsPattern("Path by stride: (4|8|16)(, (4|8|16)){1,3}\\.");
    }

    @Test
    void evaluationHasItsFieldsAndTheOnnxFileScoresTheSame() {
        JsonNode torch =
                ok(espalier("eval", at("run"), "--data", DATA, "--json")).json();
        assertThat(torch.required("images").intValue()).isEqualTo(3);
        assertThat(torch.required("pixelAccuracy").doubleValue()).isBetween(0.0, 1.0);
        assertThat(torch.required("seconds").doubleValue()).isPositive();
        assertThat(torch.required("classes")).hasSize(9);
        assertThat(torch.required("classes").get(0).required("name").stringValue())
                .isEqualTo("sky");
        ok(espalier("export", at("run"), "--out", at("model.onnx")));
        JsonNode onnx =
                ok(espalier("eval", at("model.onnx"), "--data", DATA, "--json")).json();
        assertThat(onnx.required("miou").doubleValue())
                .isCloseTo(torch.required("miou").doubleValue(), Offset.offset(1e-3));
    }

    @Test
    void aModelIsBenchedInBothRuntimes() {
        JsonNode onnx = ok(espalier("bench", at("run"), "--as-trained", "--runs", "3", "--threads", "1", "--json"))
                .json();
        assertThat(onnx.required("runtime").stringValue()).isEqualTo("onnx");
        assertThat(onnx.required("size").stringValue()).isEqualTo("32x48");
        assertThat(onnx.required("threads").intValue()).isEqualTo(1);
        assertThat(onnx.required("models")).hasSize(2);
        JsonNode torch = ok(espalier(
                        "bench", at("run"), "--runtime", "torch", "--size", "40x56", "--runs", "3", "--json"))
                .json();
        for (JsonNode bench : List.of(onnx, torch)) {
            assertThat(bench.required("p50Millis").doubleValue())
                    .isPositive()
                    .isLessThanOrEqualTo(bench.required("p90Millis").doubleValue());
            assertThat(bench.required("p95Millis").doubleValue()).isPositive();
            assertThat(bench.required("framesPerSecond").doubleValue()).isPositive();
            assertThat(bench.has("peakBytes")).isTrue();
        }
    }

    @Test
    void evaluationCanAverageScalesAndMirrorImages() {
        Result result = ok(espalier("eval", at("run"), "--data", DATA, "--scales", "0.75,1,1.25", "--flip", "--json"));
        assertThat(result.json().required("miou").doubleValue()).isBetween(0.0, 1.0);
        assertThat(espalier("eval", at("run"), "--data", DATA, "--scales", "0").err())
                .contains("--scales: 0.0; allowed: more than 0");
    }

    @Test
    void predictionsScoreTheSameAsTheirModel() throws IOException {
        Split val = Datasets.open(DATA, new DataSize(32, 48)).split("val");
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        for (int i = 0; i < val.size(); i++) {
            Sample sample = val.sample(i);
            PngFile.write(sample.image(), pictures.resolve(sample.id() + ".png"));
        }
        Result predicted = ok(espalier("predict", at("run"), pictures.toString(), "--out", at("masks")));
        assertThat(predicted.out()).contains("3 pictures").contains("#804080");
        Sample first = val.sample(0);
        assertThat(MaskFile.read(folder.resolve("masks").resolve(first.id() + ".png"))
                        .height())
                .isEqualTo(32);
        assertThat(folder.resolve("masks").resolve(first.id() + "-overlay.png")).exists();
        JsonNode scored = ok(espalier("score", at("masks"), "--data", DATA, "--size", "32x48", "--json"))
                .json();
        JsonNode evaluated =
                ok(espalier("eval", at("run"), "--data", DATA, "--json")).json();
        assertThat(scored.required("miou").doubleValue())
                .isCloseTo(evaluated.required("miou").doubleValue(), Offset.offset(1e-3));
    }

    @Test
    void aTrainedNetworkIsFineTunedFromItsRun() {
        Result tuned = ok(train(
                at("run"),
                "tuned",
                "--weights",
                at("run"),
                "--set",
                "stop={patience: 1, share: 0.2, gap: 0.1}",
                "--set",
                "length.epochs=3"));
        assertThat(tuned.err()).contains("weights loaded");
        assertThat(tuned.out()).contains("select: mIoU", "these weights are kept", "val: mIoU");
        Result untrained = train(at("search"), "untuned", "--weights", at("search"));
        assertThat(untrained.code()).isEqualTo(3);
        assertThat(untrained.err()).contains(at("search"), "has no model yet");
    }

    @Test
    void anExistingRunIsNotOverwritten() {
        Result again = train(at("search"), "run", "--set", "length.epochs=2");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains(at("run")).contains("--resume");
    }

    @Test
    void aRunResumesWithItsOwnConfigOnly() {
        assertThat(ok(espalier("train", at("search"), "--data", DATA, "--out", at("run"), "--resume"))
                        .out())
                .contains("val: mIoU");
        Result other = espalier(
                "train", at("search"), "--data", DATA, "--out", at("run"), "--resume", "--set", "length.epochs=3");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("epochs");
    }

    @Test
    void aRandomArchitectureHasTheRequestedSize() {
        ok(espalier(
                "search",
                "random:autodeeplab",
                "--preset",
                "tiny",
                "--like",
                at("search"),
                "--within",
                "0.3",
                "--size",
                "32x48",
                "--seed",
                "3",
                "--out",
                at("random")));
        double found = multiplyAdds(at("search"));
        assertThat(multiplyAdds(at("random"))).isBetween(0.7 * found, 1.3 * found);
    }

    @Test
    void aRandomArchitectureHasTheClassesOfTheDataOrOfTheOption() {
        assertThat(random("of-data", "--data", DATA).out()).contains("with 9 classes", "at 64x96");
        assertThat(random("of-four", "--classes", "4").out()).contains("with 4 classes", "at 64x96");
        assertThat(random("of-none").out()).contains("with 19 classes");
        Result both = random("both", "--data", DATA, "--classes", "4");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("--classes: allowed only with random: methods and without --data");
    }

    private static Result random(String out, String... more) {
        List<String> words =
                new ArrayList<>(List.of("search", "random:autodeeplab", "--preset", "tiny", "--out", at(out)));
        words.addAll(List.of(more));
        return espalier(words.toArray(String[]::new));
    }

    @Test
    void evaluatingARunWithoutAModelIsBadData() {
        Result result = espalier("eval", at("search"), "--data", DATA);
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains(at("search")).contains("no model");
    }

    private static double multiplyAdds(String architecture) {
        return ok(espalier("cost", architecture, "--size", "32x48", "--classes", "19", "--json"))
                .json()
                .required("multiplyAdds")
                .doubleValue();
    }

    private static Result train(String architecture, String run, String... more) {
        List<String> words =
                new ArrayList<>(List.of("train", architecture, "--preset", "tiny", "--data", DATA, "--out", at(run)));
        words.addAll(SMALL);
        words.addAll(List.of(more));
        return espalier(words.toArray(String[]::new));
    }

    private static Result ok(Result result) {
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }
}
