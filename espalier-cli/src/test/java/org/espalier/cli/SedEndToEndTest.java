package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.espalier.cli.Shell.Result;
import org.espalier.engine.ElementType;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Style;
import org.espalier.label.Mask;
import org.espalier.label.MaskFile;
import org.espalier.random.Seed;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.RunLayout;
import org.espalier.safetensors.TensorFile;
import org.espalier.safetensors.Tensors;
import org.espalier.space.backbone.Backbone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SED: searches a decoder on pretrained backbone weights, then trains it from the weights of the search. */
@Tag("slow")
class SedEndToEndTest {

    private static final String DATA = "scenes:train=8,val=2,size=32x48";

    @TempDir
    private Path folder;

    @Test
    void aTrainingCanStartFromTheWeightsOfTheSearch() {
        Path weights = folder.resolve("mobilenetv2.safetensors");
        try (WeightStore backbone =
                WeightStore.of(Backbone.MOBILENETV2.classifier(10, Style.DEFAULT), ElementType.FLOAT32, new Seed(9))) {
            TensorFile.write(weights, backbone.toTensors());
        }
        Result search = search("run", "--backbone", "mobilenetv2", "--weights", weights.toString());
        assertThat(search.out()).contains("inheritance.safetensors");
        assertThat(search.err())
                .contains("weights loaded", "padding SAME, pixels MINUS_ONE_TO_ONE")
                .doesNotContain("untrained");
        Result forgotten = espalier("search", "sed", "--data", DATA, "--out", at("run"), "--resume");
        assertThat(forgotten.code()).isEqualTo(2);
        assertThat(forgotten.err()).contains("--resume: the run was started with --weights", weights.toString());
        RunLayout run = new RunLayout(folder.resolve("run"));
        Event quality = events(run, "inheritance").getFirst();
        assertThat(quality.number("networkMiouReestimated").orElseThrow()).isBetween(0.0, 1.0);

        Result train = train("run", "on", "--weights", run.inheritance().toString());
        assertThat(train.code()).as(train.err()).isZero();
        List<Event> scores = events(new RunLayout(folder.resolve("on")), "evaluation");
        assertThat(scores).hasSize(2);
        assertThat(scores.getFirst().step()).isZero();
        assertThat(scores.getFirst().number("miou")).isEqualTo(quality.number("networkMiou"));
        assertThat(TensorFile.read(new RunLayout(folder.resolve("on")).model().resolve("model.safetensors"))
                        .get("backbone.features.0.0.weight")
                        .doubles())
                .containsExactly(
                        TensorFile.read(weights).get("features.0.0.weight").doubles());
    }

    /** The trained network goes on with data of other classes: of its weights, the classifier alone starts anew. */
    @Test
    void aTrainedDecoderIsTransferredToOtherDataByOneCommand() throws IOException {
        search("run", "--backbone", "mobilenetv2");
        assertThat(train("run", "on").code()).isZero();
        Path other = folder.resolve("other");
        for (int number = 0; number < 8; number++) {
            writeTwoClasses(other, (number < 6 ? "train/" : "val/") + number + ".png");
        }
        Files.writeString(other.resolve("dataset.yaml"), "classes: {left: 0, right: 1}\n");
        Result transfer = trainOn("folder:" + at("other"), "on", "moved", "--weights", at("on"));
        assertThat(transfer.code()).as(transfer.err()).isZero();
        assertThat(transfer.err()).contains("the classifier keeps its initial values");
        Tensors before = model("on");
        Tensors after = model("moved");
        assertThat(after.names()).isEqualTo(before.names());
        assertThat(after.get("classifier.classifier.weight").shape().getFirst()).isEqualTo(2);
        assertThat(after.get("backbone.features.0.0.weight").doubles())
                .containsExactly(before.get("backbone.features.0.0.weight").doubles());
    }

    @Test
    void withoutWeightsTheBackboneIsTrainedAndTheCommandSaysSo() {
        assertThat(search("run", "--backbone", "resnet18").err()).contains("the backbone starts untrained");
        assertThat(new RunLayout(folder.resolve("run")).config())
                .content()
                .contains("padding: SYMMETRIC", "pixels: IMAGENET");
        Result wrong = train("run", "on", "--set", "weights.frozen=[bakbone]");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("frozen scope bakbone").contains("backbone");
        assertThat(folder.resolve("on")).doesNotExist();
    }

    @Test
    void aMethodWithoutBackboneTakesNoWeights() {
        Result rspnet = espalier(
                "search", "rspnet", "--data", DATA, "--out", at("rspnet"), "--weights", at("some.safetensors"));
        assertThat(rspnet.code()).isEqualTo(2);
        assertThat(rspnet.err()).contains("--weights: rspnet has no backbone");
        Result other = espalier("search", "sed", "--data", DATA, "--out", at("sed"), "--backbone", "vgg");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("vgg").contains("resnet18");
    }

    private Result search(String out, String... more) {
        List<String> words = new ArrayList<>(List.of("search", "sed", "--preset", "tiny", "--data", DATA));
        words.addAll(List.of("--out", at(out), "--set", "search.images.size=32x48"));
        words.addAll(List.of("--set", "search.images.augmentation.crop=24x32", "--set", "search.length.epochs=1"));
        words.addAll(List.of("--set", "search.images.batch=4"));
        words.addAll(List.of(more));
        Result result = espalier(words.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    private Result train(String from, String out, String... more) {
        return trainOn(DATA, from, out, more);
    }

    private Result trainOn(String data, String from, String out, String... more) {
        List<String> words = new ArrayList<>(List.of("train", at(from), "--preset", "tiny", "--data", data));
        words.addAll(
                List.of("--out", at(out), "--set", "images.size=32x48", "--set", "images.augmentation.crop=24x32"));
        words.addAll(List.of(
                "--set", "images.batch=4", "--set", "length.epochs=1", "--set", "weights.learningRate.warmUpSteps=1"));
        words.addAll(List.of("--set", "weights.frozen=[backbone]"));
        words.addAll(List.of(more));
        return espalier(words.toArray(String[]::new));
    }

    private Tensors model(String run) {
        return TensorFile.read(new RunLayout(folder.resolve(run)).model().resolve("model.safetensors"));
    }

    /** The left half is of one class, the right half of the other. */
    private static void writeTwoClasses(Path data, String name) throws IOException {
        BufferedImage image = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
        byte[] classes = new byte[32 * 48];
        for (int place = 0; place < classes.length; place++) {
            int x = place % 48;
            classes[place] = (byte) (x < 24 ? 0 : 1);
            image.setRGB(x, place / 48, x < 24 ? 0x204060 : 0xE0C0A0);
        }
        Path picture = data.resolve("images").resolve(name);
        Path mask = data.resolve("masks").resolve(name);
        Files.createDirectories(picture.getParent());
        Files.createDirectories(mask.getParent());
        ImageIO.write(image, "png", picture.toFile());
        MaskFile.writeGray(new Mask(32, 48, classes), mask);
    }

    private static List<Event> events(RunLayout run, String kind) {
        return EventLog.read(run.events()).stream()
                .filter(event -> event.kind().equals(kind))
                .toList();
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }
}
