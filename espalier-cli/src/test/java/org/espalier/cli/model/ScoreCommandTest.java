package org.espalier.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.espalier.cli.Shell.Result;
import org.espalier.label.Mask;
import org.espalier.label.MaskFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One sample of 8x8 pixels in CamVid's form: four rows of Sky, four of Road, of which the last two pixels are void. */
class ScoreCommandTest {

    private static final int SIDE = 8;
    private static final int SKY = 0;
    private static final int ROAD = 3;
    private static final int VOID = 11;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeDataAndPrediction() throws IOException {
        ImageIO.write(
                new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("a.png").toFile());
        byte[] truth = rows(4);
        truth[62] = VOID;
        truth[63] = VOID;
        MaskFile.writeGray(new Mask(SIDE, SIDE, truth), folder.resolve("a-label.png"));
        Files.writeString(folder.resolve("train.txt"), "a.png a-label.png\n");
        Files.writeString(folder.resolve("val.txt"), "a.png a-label.png\n");
        Files.createDirectory(folder.resolve("masks"));
        MaskFile.writeGray(new Mask(SIDE, SIDE, rows(5)), folder.resolve("masks/a.png")); // a row too much of Sky
    }

    @Test
    void scoresByTheRulesOfTheDataSet() {
        JsonNode scores = score("--json").json();

        double sky = 32 / 40.0;
        double road = 22 / 30.0;
        assertThat(scores.required("miou").doubleValue()).isEqualTo((sky + road) / 2);
        assertThat(scores.required("pixelAccuracy").doubleValue()).isEqualTo(54 / 62.0);
        assertThat(scores.required("frequencyWeightedIou").doubleValue()).isEqualTo((32 * sky + 30 * road) / 62);
        assertThat(scores.required("meanDice").doubleValue()).isEqualTo((64 / 72.0 + 44 / 52.0) / 2);
        assertThat(scores.required("meanAccuracy").doubleValue()).isEqualTo((1 + 22 / 30.0) / 2);
        assertThat(scores.required("boundaryIou").isNull()).isTrue();
        assertThat(scores.required("categoryIou").isNull()).isTrue();
        assertThat(scores.required("images").intValue()).isEqualTo(1);
        assertThat(scores.required("seconds").doubleValue()).isPositive();
        assertThat(scores.required("protocol").stringValue())
                .startsWith("CamVid")
                .contains("void");
        JsonNode classes = scores.required("classes");
        assertThat(classes).hasSize(11);
        assertThat(classes.get(SKY).required("name").stringValue()).isEqualTo("Sky");
        assertThat(classes.get(SKY).required("iou").doubleValue()).isEqualTo(sky);
        assertThat(classes.get(1).required("iou").isNull()).isTrue();
        assertThat(scores.toString()).doesNotContain("NaN");
    }

    @Test
    void saysInWordsHowAbsentClassesCount() {
        assertThat(score().out())
                .contains("Building", "n/a: Building, Pole, Pavement")
                .contains("a class that occurs neither in labels nor in predictions has no score (n/a)")
                .contains("protocol: CamVid")
                .contains("mIoU 0.7667, pixel accuracy 0.8710, 1 images of val");
    }

    @Test
    void boundariesOnRequest() {
        // the boundary is one pixel wide: Sky's ring of 2*8+2*2 pixels in 4 rows, 2*8+2*3 in 5
        JsonNode scores = score("--boundary", "--json").json();
        JsonNode sky = scores.required("classes").get(SKY);
        assertThat(sky.required("boundaryIou").doubleValue()).isEqualTo(14 / 28.0);
        assertThat(score("--boundary").out()).contains("boundary IoU", "0.5000");
    }

    @Test
    void writesTheConfusionMatrix() throws IOException {
        Path csv = folder.resolve("matrix.csv");
        Path svg = folder.resolve("matrix.svg");
        assertThat(score("--confusion", csv.toString()).code()).isZero();
        assertThat(score("--confusion", svg.toString()).code()).isZero();

        assertThat(Files.readAllLines(csv))
                .hasSize(12)
                .startsWith(
                        "truth,Sky,Building,Pole,Road,Pavement,Tree,SignSymbol,Fence,Car,Pedestrian,Bicyclist,(none)")
                .contains("Sky,32,0,0,0,0,0,0,0,0,0,0,0", "Road,8,0,0,22,0,0,0,0,0,0,0,0");
        assertThat(Files.readString(svg)).contains(">0.73</text>", ">0.27</text>");
        Result wrong = score("--confusion", "matrix.png");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("matrix.png", ".csv", ".svg");
    }

    @Test
    void labelIdsOfCityscapesAreNoClassNumbers() {
        // 0 (unlabelled) and 3 (out of roi) are not evaluated: nothing is predicted
        JsonNode scores = score("--cityscapes-ids", "--json").json();
        assertThat(scores.required("pixelAccuracy").doubleValue()).isZero();
    }

    @Test
    void saysThatLabelsAreScaled() {
        assertThat(score("--size", "4x4").err()).contains("predict at the size of the data");
        MaskFile.writeGray(new Mask(4, 4, new byte[16]), folder.resolve("masks/a.png"));
        assertThat(score("--size", "4x4").out()).contains("images and labels are scaled to 4x4");
    }

    private Result score(String... more) {
        List<String> words =
                new ArrayList<>(List.of("score", folder.resolve("masks").toString(), "--data", "camvid:" + folder));
        words.addAll(Arrays.asList(more));
        return espalier(words.toArray(String[]::new));
    }

    /** Sky above, Road below. */
    private static byte[] rows(int sky) {
        byte[] classes = new byte[SIDE * SIDE];
        Arrays.fill(classes, sky * SIDE, classes.length, (byte) ROAD);
        return classes;
    }
}
