package org.espalier.data.camvid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import javax.imageio.ImageIO;
import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.espalier.label.MaskFile;
import org.espalier.problem.BadData;
import org.espalier.text.Text;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CamVidTest {

    @TempDir
    Path folder;

    @BeforeEach
    void writeTwoSamples() throws IOException {
        write("train", "one", 2, 3, 0, 1, 2, 9, 10, 11);
        write("val", "two", 2, 3, 3, 3, 3, 3, 3, 3);
    }

    @Test
    void pathsWithAForeignPrefixAreFoundInTheFolderOfTheList() {
        Sample sample = CamVid.splits(folder).getFirst().sample(0);

        assertThat(sample.id()).isEqualTo("one");
        assertThat(sample.size()).isEqualTo(new DataSize(2, 3));
        assertThat(sample.rgb()).startsWith(10, 20, 30);
    }

    @Test
    void voidBecomesIgnoreAndAllElseStays() {
        assertThat(CamVid.splits(folder).getFirst().sample(0).labels())
                .containsExactly(0, 1, 2, 9, 10, (byte) LabelSet.IGNORE);
    }

    @Test
    void splitsAreThoseWithLists() throws IOException {
        assertThat(CamVid.splits(folder)).extracting(Split::name).containsExactly("train", "val");
        write("test", "three", 1, 1, 5);
        assertThat(CamVid.splits(folder)).extracting(Split::name).containsExactly("train", "val", "test");
    }

    @Test
    void relativeListsAndBlankLinesAreRead() throws IOException {
        Files.writeString(folder.resolve("train.txt"), "train/one.png trainannot/one.png\n\n");

        assertThat(CamVid.splits(folder).getFirst().size()).isEqualTo(1);
    }

    @Test
    void unknownValueIsReportedWithFileAndCount() throws IOException {
        write("train", "one", 2, 3, 0, 12, 12, 200, 0, 0);
        Split train = CamVid.splits(folder).getFirst();

        assertThatThrownBy(() -> train.sample(0))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("one.png")
                .hasMessageEndingWith(
                        "value 12 in 2 pixels, value 200 in 1 pixels; allowed values are 0..10 and 11 (no class)");
    }

    @Test
    void labelOfAnotherSizeIsRefused() throws IOException {
        MaskFile.writeGray(new Mask(3, 2, new byte[6]), folder.resolve("trainannot/one.png"));
        Split train = CamVid.splits(folder).getFirst();

        assertThatThrownBy(() -> train.sample(0))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("is 2x3")
                .hasMessageContaining("is 3x2");
    }

    @Test
    void missingFileIsReportedWithTheLineOfTheList() throws IOException {
        Files.delete(folder.resolve("trainannot/one.png"));

        assertThatThrownBy(() -> CamVid.splits(folder))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("train.txt, line 1: no file /elsewhere/CamVid/trainannot/one.png");
    }

    @Test
    void emptyMissingAndMalformedListsAreRefused() throws IOException {
        Path list = folder.resolve("train.txt");
        Files.writeString(list, "\n \n");
        assertThatThrownBy(() -> CamVid.splits(folder))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("the list is empty");
        Files.writeString(list, "train/one.png\n");
        assertThatThrownBy(() -> CamVid.splits(folder))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("line 1: got 1 words");
        Files.delete(list);
        assertThatThrownBy(() -> CamVid.splits(folder))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("no such list");
        assertThatThrownBy(() -> CamVid.splits(folder.resolve("nowhere")))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("no such folder");
    }

    @Test
    void fingerprintFollowsTheFiles() throws IOException {
        String before = CamVid.splits(folder).getFirst().fingerprint();
        assertThat(CamVid.splits(folder).getFirst().fingerprint()).isEqualTo(before);
        Files.setLastModifiedTime(
                folder.resolve("train/one.png"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        assertThat(CamVid.splits(folder).getFirst().fingerprint()).isNotEqualTo(before);
    }

    private void write(String split, String name, int height, int width, int... values) throws IOException {
        Files.createDirectories(folder.resolve(split));
        Files.createDirectories(folder.resolve(split + "annot"));
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(0, 0, 0x0A141E);
        ImageIO.write(image, "png", folder.resolve(split).resolve(name + ".png").toFile());
        byte[] classes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            classes[i] = (byte) values[i];
        }
        MaskFile.writeGray(
                new Mask(height, width, classes),
                folder.resolve(split + "annot").resolve(name + ".png"));
        String line =
                Text.format("/elsewhere/CamVid/%1$s/%2$s.png /elsewhere/CamVid/%1$sannot/%2$s.png%n", split, name);
        Files.writeString(folder.resolve(split + ".txt"), line);
    }
}
