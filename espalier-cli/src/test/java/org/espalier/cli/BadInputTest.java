package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.espalier.cli.Shell.Result;
import org.espalier.label.Mask;
import org.espalier.label.MaskFile;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.RunLayout;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.TensorFile;
import org.espalier.safetensors.Tensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad files and bad settings: one message with the file, exit code 3; with --skip-bad the work goes on. */
@Tag("slow")
class BadInputTest {

    private static final int SIDE = 32;
    private static final List<String> SMALL = List.of(
            "--preset",
            "tiny",
            "--steps",
            "1",
            "--set",
            "images.size=32x32",
            "--set",
            "images.augmentation.crop=24x24",
            "--set",
            "images.batch=2",
            "--set",
            "weights.learningRate.warmUpSteps=1");

    @TempDir
    private static Path folder;

    /** Six samples in train, of which b is an empty file; two in val, of which the mask of e is too small. */
    @BeforeAll
    static void writeDataAndTrain() throws IOException {
        for (String name : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
            writeSample(name, name.equals("e") ? SIDE / 2 : SIDE, 3);
        }
        Files.write(folder.resolve("b.png"), new byte[0]);
        writeList("train", "a", "b", "c", "d", "g", "h");
        writeList("val", "e", "f");
        Result trained = train("run", "--skip-bad");
        assertThat(trained.code()).as(trained.err()).isZero();
    }

    @Test
    void withoutSkipBadTheFirstBadSampleEndsEveryCommand() {
        for (Result result : List.of(
                train("strict"),
                espalier(
                        "search",
                        "autodeeplab",
                        "--preset",
                        "tiny",
                        "--finish",
                        "decoded",
                        "--data",
                        data(),
                        "--out",
                        at("strict-search")))) {
            assertThat(result.code()).isEqualTo(3);
            assertThat(result.err())
                    .contains(at("b.png"))
                    .doesNotContain("Exception")
                    .hasLineCount(1);
        }
        Result eval = espalier("eval", at("run"), "--data", data());
        assertThat(eval.code()).isEqualTo(3);
        assertThat(eval.err()).contains(at("e.png"), "32x32", "16x16").hasLineCount(1);
    }

    @Test
    void aTrainingWithSkipBadRecordsWhatItLeftOut() {
        List<Event> events = leftOut("run");
        assertThat(events).hasSize(2);
        assertThat(events.getFirst().fields().path("split").asString("")).isEqualTo("train");
        assertThat(events.getFirst().number("samples")).hasValue(1);
        assertThat(events.getFirst().number("of")).hasValue(6);
        assertThat(events.getFirst().fields().path("first").get(0).asString("")).contains(at("b.png"));
        assertThat(events.getLast().fields().path("split").asString("")).isEqualTo("val");
    }

    @Test
    void evaluationAndScoreWithSkipBadSayWhatTheyLeftOut() throws IOException {
        Path predictions = Files.createDirectories(folder.resolve("predictions"));
        Files.copy(folder.resolve("f-label.png"), predictions.resolve("f.png"));
        for (Result result : List.of(
                espalier("eval", at("run"), "--data", data(), "--skip-bad", "--json"),
                espalier("score", predictions.toString(), "--data", data(), "--skip-bad", "--json"))) {
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.json().required("images").intValue()).isEqualTo(1);
            assertThat(result.json().required("leftOut").intValue()).isEqualTo(1);
            assertThat(result.err()).contains("val: left out 1 of 2 samples: ", at("e.png"));
        }
    }

    @Test
    void aSearchWithSkipBadRecordsWhatItLeftOut() {
        Result result = espalier(
                "search",
                "autodeeplab",
                "--preset",
                "tiny",
                "--data",
                data(),
                "--skip-bad",
                "--finish",
                "decoded",
                "--out",
                at("search"),
                "--set",
                "search.images.size=32x32",
                "--set",
                "search.images.augmentation.crop=24x24",
                "--set",
                "search.images.batch=2",
                "--steps",
                "1");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(leftOut("search")).hasSize(2);
    }

    @Test
    void dataCheckReportsAllBadSamplesAndAcceptsTheRest() {
        Result strict = espalier("data", "check", data());
        assertThat(strict.code()).isEqualTo(3);
        assertThat(strict.out()).contains(at("b.png"), at("e.png"), "the data cannot be trained on");
        Result rest = espalier("data", "check", data(), "--skip-bad");
        assertThat(rest.code()).isZero();
        assertThat(rest.out()).contains("note: left out: " + at("b.png"), "the data can be trained on");
    }

    @Test
    void predictGoesOnPastABadPictureAndSaysSo() throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        Files.copy(folder.resolve("a.png"), pictures.resolve("1.png"));
        Files.write(pictures.resolve("2.png"), new byte[0]);
        Files.copy(folder.resolve("c.png"), pictures.resolve("3.png"));
        Result result = espalier("predict", at("run"), pictures.toString(), "--out", at("predicted"));
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .contains("left out: " + pictures.resolve("2.png"), "left out 1 of 3 pictures that cannot be read");
        assertThat(result.out()).contains("2 pictures segmented");
        assertThat(folder.resolve("predicted")).isDirectoryContaining("glob:**/1-overlay.png");
        assertThat(folder.resolve("predicted")).isDirectoryContaining("glob:**/3.png");
        assertThat(folder.resolve("predicted/2.png")).doesNotExist();
    }

    @Test
    void dataWithOtherClassesThanTheModelsIsRefused() {
        for (String model : List.of("run", "run/model/model.onnx")) {
            Result result = espalier("eval", at(model), "--data", "scenes:train=1,val=1,size=32x32");
            assertThat(result.code()).isEqualTo(3);
            assertThat(result.err()).contains(" has 11 classes, the split val has 9; evaluate it on data with its");
        }
    }

    @Test
    void labelsThatSayNoClassEverywhereAreRefusedInOneSentence() throws IOException {
        Path nothing = Files.createDirectories(folder.resolve("nothing"));
        for (String name : List.of("i", "j")) {
            writeSample(name, SIDE, 11);
            for (String file : List.of(name + ".png", name + "-label.png")) {
                Files.move(folder.resolve(file), nothing.resolve(file));
            }
        }
        String pair = "i.png i-label.png\nj.png j-label.png\n";
        Files.writeString(nothing.resolve("train.txt"), pair);
        Files.writeString(nothing.resolve("val.txt"), pair);
        Result trained = trainOn("camvid:" + nothing, "nothing-run");
        assertThat(trained.code()).isEqualTo(3);
        assertThat(trained.err())
                .contains("train: no pixel of the 2 samples has a class")
                .hasLineCount(1);
        Result evaluated = espalier("eval", at("run"), "--data", "camvid:" + nothing);
        assertThat(evaluated.code()).isEqualTo(3);
        assertThat(evaluated.err())
                .contains("val: no pixel of the 2 samples has a class")
                .hasLineCount(1);
    }

    @Test
    void aBatchThatDoesNotFitNamesAKeyThatExists() {
        Result large = trainOn("scenes:train=3,val=1,size=32x32", "large", "--set", "images.batch=4");
        assertThat(large.code()).isEqualTo(2);
        assertThat(large.err()).contains("images.batch: 4, but split 'train' has 3 samples; allowed: 2 to 3");
        Result one = trainOn("scenes:train=3,val=1,size=32x32", "one", "--set", "images.batch=1");
        assertThat(one.code()).isEqualTo(2);
        assertThat(one.err()).contains("images.batch: 1; allowed: 2 to 4096");
        Result advised = trainOn("scenes:train=3,val=1,size=32x32", "advised", "--set", "images.batch=3");
        assertThat(advised.code()).as(advised.err()).isZero();
    }

    @Test
    void weightsThatAreNotNumbersAreRefused() {
        Tensors sound = TensorFile.read(folder.resolve("run/model/model.safetensors"));
        Map<String, TensorData> damaged = new LinkedHashMap<>(sound.byName());
        Map.Entry<String, TensorData> first = damaged.entrySet().iterator().next();
        float[] values = first.getValue().floats();
        values[0] = Float.NaN;
        damaged.put(
                first.getKey(),
                TensorData.of(
                        values,
                        first.getValue().shape().stream()
                                .mapToLong(Long::longValue)
                                .toArray()));
        TensorFile.write(folder.resolve("nan.safetensors"), Tensors.of(damaged));
        Result result = train("from-nan", "--skip-bad", "--weights", at("nan.safetensors"));
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .contains(at("nan.safetensors") + ": the tensor " + first.getKey() + " has 1 of " + values.length
                        + " values that are not finite");
    }

    private static List<Event> leftOut(String run) {
        return EventLog.read(new RunLayout(folder.resolve(run)).events()).stream()
                .filter(event -> event.kind().equals("leftOut"))
                .toList();
    }

    private static Result train(String out, String... more) {
        return trainOn(data(), out, more);
    }

    private static Result trainOn(String data, String out, String... more) {
        List<String> words = new ArrayList<>(List.of("train", "separable-unet", "--data", data, "--out", at(out)));
        words.addAll(SMALL);
        words.addAll(List.of(more));
        return espalier(words.toArray(String[]::new));
    }

    private static String data() {
        return "camvid:" + folder;
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    private static void writeList(String split, String... names) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String name : names) {
            lines.append(name).append(".png ").append(name).append("-label.png\n");
        }
        Files.writeString(folder.resolve(split + ".txt"), lines);
    }

    private static void writeSample(String name, int maskSide, int label) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, name.hashCode() * 7919 & 0xFFFFFF);
        ImageIO.write(image, "png", folder.resolve(name + ".png").toFile());
        byte[] classes = new byte[maskSide * maskSide];
        Arrays.fill(classes, (byte) label);
        MaskFile.writeGray(new Mask(maskSide, maskSide, classes), folder.resolve(name + "-label.png"));
    }
}
