package org.espalier.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.cli.Shell.Result;
import org.espalier.cli.picture.PngFile;
import org.espalier.deploy.ModelConfig;
import org.espalier.deploy.ModelPackage;
import org.espalier.deploy.onnx.ImageSize;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Weight;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.espalier.label.MaskFile;
import org.espalier.label.StandardLabels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {

    @TempDir
    private Path folder;

    @Test
    void predictionsForTheCityscapesServerHaveLabelIdsAndOneFileForEachImage() throws IOException {
        Path model = model(StandardLabels.cityscapes(), ImageSize.DYNAMIC);
        Path image = image("berlin_000000_000019_leftImg8bit.png");
        for (List<String> more : List.of(List.<String>of(), List.of("--window", "2x2", "--overlap", "0.5", "--flip"))) {
            assertOk(predict(model, image, "masks", Stream.concat(Stream.of("--cityscapes-ids"), more.stream())));
            try (Stream<Path> files = Files.list(folder.resolve("masks"))) {
                assertThat(files.map(Path::getFileName).map(Path::toString))
                        .containsExactly("berlin_000000_000019_leftImg8bit.png");
            }
            // red is train id 0, road, label id 7; green 1, sidewalk, 8; blue 2, building, 11
            assertThat(MaskFile.read(folder.resolve("masks").resolve("berlin_000000_000019_leftImg8bit.png")))
                    .isEqualTo(new Mask(2, 3, new byte[] {7, 8, 11, 11, 8, 7}));
        }
    }

    @Test
    void otherClassesThanThoseOfCityscapesHaveNoLabelIds() throws IOException {
        Path model = model(LabelSet.ofNames(List.of("rose", "leaf", "sky")), ImageSize.DYNAMIC);
        Result result = predict(model, image("a.png"), "masks", Stream.of("--cityscapes-ids"));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--cityscapes-ids: the model has the classes [rose, leaf, sky]");
        assertOk(predict(model, image("a.png"), "masks", Stream.of("--scales", "0.5,1,2")));
        assertThat(folder.resolve("masks").resolve("a-overlay.png")).exists();
    }

    @Test
    void aModelOfOneSizeNamesItsWindow() throws IOException {
        Path model = model(StandardLabels.cityscapes(), ImageSize.fixed(4, 6));
        Result scales = predict(model, image("a.png"), "masks", Stream.of("--scales", "0.75,1"));
        assertThat(scales.code()).isEqualTo(2);
        assertThat(scales.err()).contains("accepts images of 4x6 only", "windows of 4x6 (--window)");
        assertOk(predict(model, image("a.png"), "masks", Stream.of("--scales", "0.75,1", "--window", "4x6")));
    }

    @Test
    void anOverlapNeedsAWindow() throws IOException {
        Path model = model(StandardLabels.cityscapes(), ImageSize.DYNAMIC);
        Result result = predict(model, image("a.png"), "masks", Stream.of("--overlap", "0.5"));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--overlap: allowed only with --window");
        assertThat(predict(model, image("a.png"), "masks", Stream.of("--window", "4x4", "--overlap", "1"))
                        .err())
                .contains("--overlap: 1.0; allowed: 0.0 to 0.9");
    }

    @Test
    void foldersArePredictedWithTheirSubfoldersButNotOlderPredictions() throws IOException {
        Path model = model(StandardLabels.cityscapes(), ImageSize.DYNAMIC);
        image("a.png");
        image("north/2.png");
        image("south/2.v1.png");
        for (int time = 0; time < 2; time++) {
            Result result = predict(model, folder.resolve("images"), "images/masks", Stream.of());
            assertOk(result);
            assertThat(result.out()).contains("3 pictures segmented into");
        }
        Path masks = folder.resolve("images/masks");
        try (Stream<Path> files = Files.walk(masks)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> masks.relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            "a.png",
                            "a-overlay.png",
                            "north/2.png",
                            "north/2-overlay.png",
                            "south/2.v1.png",
                            "south/2.v1-overlay.png");
        }
    }

    @Test
    void aPictureIsNotReplacedByItsPrediction() throws IOException {
        Path model = model(StandardLabels.cityscapes(), ImageSize.DYNAMIC);
        Path image = image("a.png");
        byte[] before = Files.readAllBytes(image);
        for (Path argument : List.of(image, image.getParent())) {
            Result result = predict(model, argument, "images", Stream.of());
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("--out: the prediction would replace the picture " + image);
            assertThat(image).hasBinaryContent(before);
        }
    }

    @Test
    void aFolderWithoutPicturesInAnySubfolderIsRefused() throws IOException {
        Path model = model(StandardLabels.cityscapes(), ImageSize.DYNAMIC);
        Files.createDirectories(folder.resolve("none/deeper"));
        Result result = predict(model, folder.resolve("none"), "masks", Stream.of());
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("none has no picture; allowed: [bmp, gif, jpeg, jpg, png, tif, tiff]");
    }

    private Result predict(Path model, Path image, String out, Stream<String> more) {
        List<String> words = List.of(
                "predict",
                model.toString(),
                image.toString(),
                "--out",
                folder.resolve(out).toString());
        return espalier(Stream.concat(words.stream(), more).toArray(String[]::new));
    }

    private static void assertOk(Result result) {
        assertThat(result.code()).as(result.err()).isZero();
    }

    private Path image(String name) throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        int[] colors = {0xF01030, 0x20E060, 0x3050C0, 0x3050C0, 0x20E060, 0xF01030};
        image.setRGB(0, 0, 3, 2, colors, 0, 3);
        Path file = folder.resolve("images").resolve(name);
        Files.createDirectories(file.getParent());
        PngFile.write(image, file);
        return file;
    }

    /** The first three logits are red, green and blue, the others 0. */
    private Path model(LabelSet labels, ImageSize size) {
        GraphBuilder builder = new GraphBuilder();
        Scope head = builder.scope("head");
        builder.output("logits", head.pointwise(builder.image(), labels.size()));
        Graph network = builder.build();
        Path file = folder.resolve("model.onnx");
        ModelPackage.writeOnnx(
                file,
                ModelConfig.of("colors", labels, 4, 6, "colors", network),
                network,
                PredictCommandTest::identity,
                size);
        return file;
    }

    private static float[] identity(Weight.Named weight) {
        float[] values = new float[(int) weight.elements()];
        for (int c = 0; c < 3; c++) {
            values[4 * c] = 1;
        }
        return values;
    }
}
