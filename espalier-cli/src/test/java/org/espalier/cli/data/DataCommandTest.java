package org.espalier.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.espalier.cli.Shell.Result;
import org.espalier.label.Mask;
import org.espalier.label.MaskFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DataCommandTest {

    @TempDir
    private Path folder;

    @Test
    void checkCountsEveryPixelOnce() {
        JsonNode report = espalier("data", "check", "scenes:train=3,val=2,size=32x48", "--json")
                .json();
        JsonNode train = report.required("splits").get(0);
        long pixels = train.required("ignoredPixels").longValue();
        for (JsonNode one : train.required("classes")) {
            pixels += one.required("pixels").longValue();
        }
        assertThat(pixels).isEqualTo(3 * 32 * 48);
        assertThat(report.required("problems")).isEmpty();
    }

    @Test
    void checkReportsUnusableFilesAndImagesInTwoSplits() throws IOException {
        writeSample("good", 3);
        writeSample("bad", 77);
        writeSample("worse", 99);
        Files.writeString(folder.resolve("train.txt"), "good.png good-label.png\nbad.png bad-label.png\n");
        Files.writeString(folder.resolve("val.txt"), "good.png good-label.png\nworse.png worse-label.png\n");
        Result result = espalier("data", "check", "camvid:" + folder);
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out())
                .contains("bad-label.png")
                .contains("77")
                .contains("worse-label.png")
                .contains("99")
                .contains("images of val that equal one of train: 1 (train/good and val/good)")
                .contains("no pixel of class Sky");
    }

    @Test
    void showWritesAPageOfPictures() throws IOException {
        Path page = folder.resolve("page.png");
        Result result =
                espalier("data", "show", "scenes:train=4,val=1,size=32x48", "--count", "4", "--out", page.toString());
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("road").contains("#804080");
        BufferedImage picture = ImageIO.read(page.toFile());
        assertThat(picture.getWidth()).isGreaterThan(6 * 48);
        assertThat(picture.getHeight()).isGreaterThan(2 * 32);
    }

    @Test
    void missingDataIsBadData() {
        Result result = espalier("data", "check", "camvid:" + folder.resolve("nowhere"));
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("nowhere").contains("train.txt");
    }

    @Test
    void dataOfAnUnknownKindIsBadUsage() {
        Result result = espalier("data", "check", "pictures:/here");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("'pictures:/here'").contains("camvid:DIR");
    }

    private void writeSample(String name, int label) throws IOException {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, name.hashCode() & 0xFFFFFF);
        ImageIO.write(image, "png", folder.resolve(name + ".png").toFile());
        byte[] classes = new byte[16];
        Arrays.fill(classes, (byte) label);
        MaskFile.writeGray(new Mask(4, 4, classes), folder.resolve(name + "-label.png"));
    }
}
