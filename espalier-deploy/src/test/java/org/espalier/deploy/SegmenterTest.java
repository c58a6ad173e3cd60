package org.espalier.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.espalier.deploy.onnx.ImageSize;
import org.espalier.deploy.onnx.OnnxWriter;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.graph.Weight;
import org.espalier.label.Mask;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.protocol.InferenceMemory;
import org.espalier.protocol.Protocol;
import org.espalier.protocol.Windows;
import org.espalier.random.Seed;
import org.espalier.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmenterTest {

    private static final int RED = 0xF01030;
    private static final int GREEN = 0x20E060;
    private static final int BLUE = 0x3050C0;

    @TempDir
    private Path folder;

    @Test
    void everyPixelGetsItsClassAtTheImagesOwnSize() {
        try (Segmenter segmenter = Segmenter.load(dynamic())) {
            assertThat(segmenter.segment(image(3, RED, GREEN, BLUE, BLUE, GREEN, RED)))
                    .isEqualTo(new Mask(2, 3, new byte[] {0, 1, 2, 2, 1, 0}));
            assertThat(segmenter.segment(image(1, BLUE))).isEqualTo(new Mask(1, 1, new byte[] {2}));
            assertThat(segmenter.labels()).isEqualTo(TinyModel.LABELS);
        }
    }

    @Test
    void aModelOfAFixedSizeGivesAMaskOfTheImagesSize() {
        TinyModel.write(folder, ImageSize.fixed(4, 6));
        try (Segmenter segmenter = Segmenter.load(folder)) {
            Mask mask = segmenter.segment(halves(13, 31));
            assertThat(mask.height()).isEqualTo(13);
            for (int y = 0; y < 13; y++) {
                for (int x = 0; x < 31; x++) {
                    if (Math.abs(x - 15) > 1) {
                        assertThat(mask.at(y, x)).as("pixel %d, %d", y, x).isEqualTo(x < 15 ? 0 : 2);
                    }
                }
            }
        }
    }

    @Test
    void windowsAndMirrorImagesChangeNothingWhereAPixelDecidesAlone() {
        dynamic();
        BufferedImage image = noise(13, 17, new Seed(5));
        Mask whole = segmented(Protocol.WHOLE, image);
        assertThat(segmented(windows(6, 5), image)).isEqualTo(whole);
        assertThat(segmented(new Protocol(List.of(1.0), true, windows(6, 5).windows()), image))
                .isEqualTo(whole);
    }

    @Test
    void aModelOfAFixedSizeSlidesOverTheImageInsteadOfResizingIt() {
        BufferedImage image = noise(13, 31, new Seed(6));
        dynamic();
        Mask whole = segmented(Protocol.WHOLE, image);
        TinyModel.write(folder, ImageSize.fixed(4, 6));
        assertThat(segmented(windows(4, 6), image)).isEqualTo(whole);
        assertThat(segmented(Protocol.WHOLE, image)).isNotEqualTo(whole);
    }

    @Test
    void aModelOfAFixedSizeRefusesWhatNeedsAnotherSize() {
        TinyModel.write(folder, ImageSize.fixed(4, 6));
        assertThatThrownBy(() -> Segmenter.load(folder, new Segmenter.Options(0, windows(5, 6))))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("model.onnx accepts images of 4x6 only, but windows are 5x6");
    }

    @Test
    void aModelSaysWhatItNeedsOfMemory() {
        try (Segmenter segmenter = Segmenter.load(dynamic())) {
            InferenceMemory memory = segmenter.memory().orElseThrow();
            // three channels before and after the convolution, in floats, as in the exported graph
            assertThat(memory.activationBytesPerPixel()).isEqualTo(4 * (3 + 3));
            assertThat(memory.classes()).isEqualTo(3);
            assertThat(segmenter.imageSize()).isEmpty();
        }
    }

    @Test
    void anImageInABatchGivesWhatItGivesAlone() {
        Path file = folder.resolve("unet.onnx");
        Graph network = Zoo.SEPARABLE_UNET.network(3);
        ModelConfig config = ModelConfig.of("unet", TinyModel.LABELS, 4, 6, "unet", network);
        ModelPackage.writeOnnx(file, config, network, SegmenterTest::random, ImageSize.DYNAMIC);
        int image = 3 * 61 * 45;
        float[] values = new float[2 * image];
        for (int i = 0; i < values.length; i++) {
            values[i] = new Seed(8).bits(i) & 0xFF;
        }
        try (OnnxModel model = OnnxModel.load(file, 0)) {
            float[] together =
                    model.run(new FloatTensor(List.of(2, 3, 61, 45), values)).values();
            for (int index = 0; index < 2; index++) {
                float[] one = Arrays.copyOfRange(values, index * image, (index + 1) * image);
                assertThat(model.run(new FloatTensor(List.of(1, 3, 61, 45), one))
                                .values())
                        .containsExactly(
                                Arrays.copyOfRange(together, index * image, (index + 1) * image), within(1e-4f));
            }
        }
    }

    @Test
    void anExportedFileAloneIsEnough() {
        Path file = folder.resolve("alone.onnx");
        ModelPackage.writeOnnx(file, TinyModel.config(), TinyModel.network(), TinyModel::weights, ImageSize.DYNAMIC);
        try (Segmenter segmenter = Segmenter.load(file)) {
            assertThat(segmenter.config()).isEqualTo(TinyModel.config());
            assertThat(segmenter.segment(image(2, GREEN, RED))).isEqualTo(new Mask(1, 2, new byte[] {1, 0}));
        }
    }

    @Test
    void manyThreadsMayShareOne() throws Exception {
        BufferedImage image = noise(40, 50, new Seed(3));
        try (Segmenter segmenter = Segmenter.load(dynamic(), new Segmenter.Options(1));
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Mask expected = segmenter.segment(image);
            List<Future<Mask>> masks = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                masks.add(threads.submit(() -> segmenter.segment(image)));
            }
            for (Future<Mask> mask : masks) {
                assertThat(mask.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void aClosedSegmenterIsRefused() {
        Segmenter segmenter = Segmenter.load(dynamic());
        segmenter.close();
        segmenter.close();
        assertThatThrownBy(() -> segmenter.segment(image(1, RED)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void closingWhileOthersSegmentLetsThemFinishOrSaysSo() throws Exception {
        BufferedImage image = noise(60, 80, new Seed(4));
        Segmenter segmenter = Segmenter.load(dynamic(), new Segmenter.Options(1));
        Mask expected = segmenter.segment(image);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Mask>> masks = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                masks.add(threads.submit(() -> segmenter.segment(image)));
            }
            masks.getFirst().get();
            segmenter.close();
            for (Future<Mask> mask : masks) {
                try {
                    assertThat(mask.get()).isEqualTo(expected);
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(IllegalStateException.class);
                }
            }
        }
    }

    @Test
    void aModelOfAnotherNumberOfClassesIsRefused() throws IOException {
        dynamic();
        Path config = folder.resolve("config.json");
        String text = Files.readString(config);
        Files.writeString(config, text.replaceFirst("\\{\\s*\"name\" : \"rose\"[^}]*\\},", ""));
        assertThatThrownBy(() -> Segmenter.load(folder))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("description names 2 classes")
                .hasMessageContaining("logits: float32 [any, 3, any, any]");
    }

    @Test
    void filesOfDifferentModelsAreRefused() throws IOException {
        dynamic();
        Path config = folder.resolve("config.json");
        Files.writeString(
                config, Files.readString(config).replace(TinyModel.config().graph(), "0123"));
        assertThatThrownBy(() -> Segmenter.load(folder))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("the description in its folder names 0123; the files belong to different models");
    }

    @Test
    void anOnnxFileWithoutADescriptionIsRefused() {
        Path file = folder.resolve("foreign.onnx");
        OnnxWriter.write(
                ModelConfig.inferenceForm(TinyModel.network()),
                TinyModel::weights,
                ImageSize.DYNAMIC,
                Map.of("author", "someone else"),
                file);
        assertThatThrownBy(() -> Segmenter.load(file))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("foreign.onnx: an ONNX file without Espalier's description");
    }

    @Test
    void aModelForSeveralImagesAtOnceIsRefused() {
        TinyModel.write(folder, new ImageSize.Fixed(new Extent(2, 4, 6)));
        assertThatThrownBy(() -> Segmenter.load(folder))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("image: float32 [2, 3, 4, 6]");
    }

    @Test
    void aFileThatIsNotAModelIsRefused() throws IOException {
        dynamic();
        Files.writeString(folder.resolve("model.onnx"), "not a model");
        assertThatThrownBy(() -> Segmenter.load(folder))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("cannot load the model " + folder.resolve("model.onnx"));
    }

    @Test
    void itWorksWithoutLibtorch() {
        assertThat(System.getProperty("java.class.path"))
                .doesNotContain("bytedeco")
                .doesNotContain("pytorch");
        assertThatThrownBy(() -> Class.forName("org.bytedeco.javacpp.Loader"))
                .isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> Class.forName("org.bytedeco.pytorch.Tensor"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    private Path dynamic() {
        return TinyModel.write(folder, ImageSize.DYNAMIC).folder();
    }

    private Mask segmented(Protocol protocol, BufferedImage image) {
        try (Segmenter segmenter = Segmenter.load(folder, new Segmenter.Options(0, protocol))) {
            return segmenter.segment(image);
        }
    }

    private static Protocol windows(int height, int width) {
        return new Protocol(List.of(1.0), false, Optional.of(new Windows(height, width, 0.25)));
    }

    /** Kernels that keep values near 1, scales and variances of 1. */
    private static float[] random(Weight.Named weight) {
        float[] values = new float[(int) weight.elements()];
        boolean isKernel = weight.role() == Role.KERNEL;
        long inputs =
                weight.shape().stream().skip(1).mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        for (int i = 0; i < values.length; i++) {
            values[i] = isKernel ? (float) ((2 * new Seed(9).uniform(i) - 1) / Math.sqrt(inputs)) : 1;
        }
        return values;
    }

    private static BufferedImage image(int width, int... colors) {
        BufferedImage image = new BufferedImage(width, colors.length / width, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, image.getHeight(), colors, 0, width);
        return image;
    }

    private static BufferedImage halves(int height, int width) {
        int[] colors = new int[height * width];
        Arrays.setAll(colors, i -> i % width < width / 2 ? RED : BLUE);
        return image(width, colors);
    }

    private static BufferedImage noise(int height, int width, Seed seed) {
        int[] colors = new int[height * width];
        Arrays.setAll(colors, i -> (int) seed.bits(i) & 0xFFFFFF);
        return image(width, colors);
    }
}
