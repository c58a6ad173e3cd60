package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import org.espalier.blueprint.Blueprint;
import org.espalier.cli.Shell.Result;
import org.espalier.engine.ElementType;
import org.espalier.engine.WeightStore;
import org.espalier.random.Seed;
import org.espalier.safetensors.TensorFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Images of one channel of 16 bits in every command that feeds a network. */
class GrayImagesTest {

    private static final String CLASSES = "classes: {dark: 0, bright: 1}\n";
    private static final int HEIGHT = 32;
    private static final int WIDTH = 48;

    /** The stem of {@code separable-unet}: 24 kernels of 3x3 on each channel, at half the size. */
    private static final long STEM_KERNEL_PER_CHANNEL = 24 * 9;

    private static final long STEM_MULTIPLY_ADDS_PER_CHANNEL = STEM_KERNEL_PER_CHANNEL * (HEIGHT / 2) * (WIDTH / 2);

    @TempDir
    private static Path folder;

    @BeforeAll
    static void prepare() throws IOException {
        for (int number = 0; number < 6; number++) {
            String name = (number < 4 ? "train/" : "val/") + number + ".png";
            write(number, folder.resolve("gray"), name, BufferedImage.TYPE_USHORT_GRAY);
        }
        Files.writeString(folder.resolve("gray/dataset.yaml"), CLASSES + "channels: 1\nbits: 16\n");
        ok(train("--out", at("run")));
    }

    @Test
    void theCostOfARunIsThatOfItsChannels() {
        JsonNode own = cost(at("run"));
        JsonNode gray = cost("separable-unet", "--channels", "1");
        JsonNode colored = cost("separable-unet");
        for (String field : List.of("parameters", "multiplyAdds", "activationBytes")) {
            assertThat(own.required(field).longValue())
                    .as(field)
                    .isEqualTo(gray.required(field).longValue());
        }
        assertThat(difference(colored, own, "parameters")).isEqualTo(2 * STEM_KERNEL_PER_CHANNEL);
        assertThat(difference(colored, own, "multiplyAdds")).isEqualTo(2 * STEM_MULTIPLY_ADDS_PER_CHANNEL);
        assertThat(difference(colored, cost(at("run"), "--channels", "3"), "parameters"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnx", "torch"})
    void aModelIsBenchedOnImagesOfItsChannels(String runtime) {
        JsonNode bench = ok(espalier("bench", at("run"), "--runtime", runtime, "--runs", "1", "--json"))
                .json();
        assertThat(bench.required("p50Millis").doubleValue()).isPositive();
    }

    @Test
    void anExportIsComparedOnImagesOfItsForm() {
        Result export = ok(espalier("export", at("run"), "--dynamic", "--out", at("run.onnx")));
        assertThat(export.out()).contains("compared with libtorch on 8 images");
        ok(espalier("bench", at("run.onnx"), "--size", "40x56", "--runs", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "run/model/model.onnx"})
    void imagesOfAnotherFormAreNotEvaluated(String model) throws IOException {
        Path colored = folder.resolve("colored");
        write(0, colored, "train/0.png", BufferedImage.TYPE_INT_RGB);
        write(1, colored, "val/1.png", BufferedImage.TYPE_INT_RGB);
        Files.writeString(colored.resolve("dataset.yaml"), CLASSES);
        Result result = espalier("eval", at(model), "--data", "folder:" + colored);
        assertThat(result.code()).as(result.err()).isEqualTo(3);
        assertThat(result.err()).contains("1 channel of 16 bits", "3 channels of 8 bits");
    }

    @Test
    void anExportIsNotComparedOnImagesOfAnotherForm() {
        Result result = espalier("export", at("run"), "--data", "scenes:train=1,val=1", "--out", at("refused.onnx"));
        assertThat(result.code()).as(result.err()).isEqualTo(3);
        assertThat(result.err())
                .contains("the model takes images of 1 channel of 16 bits, the split val has 3 channels of 8 bits");
    }

    @Test
    void aModelOfGrayImagesIsTrainedFurtherOnSuchImages() {
        Result tuned = ok(train("--weights", at("run"), "--out", at("tuned")));
        assertThat(tuned.err()).contains(at("run") + ": ", " weights loaded");
    }

    @Test
    void weightsOfColoredImagesAreRefusedForGrayOnes() {
        Path colored = folder.resolve("colored.safetensors");
        try (WeightStore weights =
                WeightStore.of(new Blueprint.OfZoo("separable-unet").network(2), ElementType.FLOAT32, new Seed(1))) {
            TensorFile.write(colored, weights.toTensors());
        }
        Result refused = train("--weights", colored.toString(), "--out", at("not-tuned"));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("was trained on images of 3 channels, and the data set has 1");
    }

    @Test
    void searchStepsAreBenchedWithTheChannelsAsked() {
        long gray = benchSearch("--channels", "1");
        assertThat(gray).isLessThan(benchSearch());
        assertThat(espalier("bench-search", "gas", "--channels", "0").err())
                .contains("--channels: got 0; allowed: 1 to 256");
    }

    private static Result train(String... more) {
        List<String> words = new ArrayList<>(List.of("train", "separable-unet", "--preset", "tiny"));
        words.addAll(List.of("--data", "folder:" + at("gray"), "--steps", "2"));
        for (String setting : List.of(
                "images.size=32x48",
                "images.augmentation.crop=24x32",
                "images.batch=2",
                "weights.learningRate.warmUpSteps=1")) {
            words.addAll(List.of("--set", setting));
        }
        words.addAll(List.of(more));
        return espalier(words.toArray(String[]::new));
    }

    private static long benchSearch(String... more) {
        List<String> words = new ArrayList<>(
                List.of("bench-search", "gas", "--preset", "tiny", "--crop", "33", "--steps", "1", "--json"));
        words.addAll(List.of(more));
        return ok(espalier(words.toArray(String[]::new)))
                .json()
                .required("parameters")
                .longValue();
    }

    private static JsonNode cost(String architecture, String... more) {
        List<String> words = new ArrayList<>(
                List.of("cost", architecture, "--size", HEIGHT + "x" + WIDTH, "--classes", "2", "--json"));
        words.addAll(List.of(more));
        return ok(espalier(words.toArray(String[]::new))).json();
    }

    private static long difference(JsonNode one, JsonNode other, String field) {
        return one.required(field).longValue() - other.required(field).longValue();
    }

    /** A bright half on a dark, noisy ground; where it begins depends on the number. */
    private static void write(int number, Path data, String name, int type) throws IOException {
        RandomGenerator random = new Seed(number).generator();
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        BufferedImage mask = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int label = x < 12 + 4 * number ? 0 : 1;
                mask.getRaster().setSample(x, y, 0, label);
                for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                    image.getRaster().setSample(x, y, band, 60 + 120 * label + random.nextInt(60));
                }
            }
        }
        write(image, data.resolve("images").resolve(name));
        write(mask, data.resolve("masks").resolve(name));
    }

    private static void write(BufferedImage picture, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        ImageIO.write(picture, "png", file.toFile());
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    private static Result ok(Result result) {
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }
}
