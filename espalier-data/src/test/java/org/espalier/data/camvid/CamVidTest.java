package org.espalier.data.camvid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.cache.FileHashes;
import org.espalier.data.layout.FileSplit;
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
        Sample sample = splits().getFirst().sample(0);

        assertThat(sample.id()).isEqualTo("one");
        assertThat(sample.size()).isEqualTo(new DataSize(2, 3));
        assertThat(sample.pixelBytes()).startsWith(10, 20, 30);
    }

    @Test
    void voidBecomesIgnoreAndAllElseStays() {
        assertThat(splits().getFirst().sample(0).labels()).containsExactly(0, 1, 2, 9, 10, (byte) LabelSet.IGNORE);
    }

    @Test
    void splitsAreThoseWithLists() throws IOException {
        assertThat(splits()).extracting(Split::name).containsExactly("train", "val");
        write("test", "three", 1, 1, 5);
        assertThat(splits()).extracting(Split::name).containsExactly("train", "val", "test");
    }

    @Test
    void relativeListsAndBlankLinesAreRead() throws IOException {
        Files.writeString(folder.resolve("train.txt"), "train/one.png trainannot/one.png\n\n");

        assertThat(splits().getFirst().size()).isEqualTo(1);
    }

    @Test
    void unknownValueIsReportedWithFileAndCount() throws IOException {
        write("train", "one", 2, 3, 0, 12, 12, 200, 0, 0);
        Split train = splits().getFirst();

        assertThatThrownBy(() -> train.sample(0))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("one.png")
                .hasMessageEndingWith(
                        "value 12 in 2 pixels, value 200 in 1 pixels; allowed values are 0..10 and 11 (no class)");
    }

    @Test
    void labelOfAnotherSizeIsRefused() throws IOException {
        MaskFile.writeGray(new Mask(3, 2, new byte[6]), folder.resolve("trainannot/one.png"));
        Split train = splits().getFirst();

        assertThatThrownBy(() -> train.sample(0))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("is 2x3")
                .hasMessageContaining("is 3x2");
    }

    @Test
    void missingFileIsReportedWithTheLineOfTheList() throws IOException {
        Files.delete(folder.resolve("trainannot/one.png"));

        assertThatThrownBy(() -> splits().getFirst().sample(0))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("train.txt, line 1: no file /elsewhere/CamVid/trainannot/one.png");
    }

    @Test
    void emptyMissingAndMalformedListsAreRefused() throws IOException {
        Path list = folder.resolve("train.txt");
        Files.writeString(list, "\n \n");
        assertThatThrownBy(this::splits).isInstanceOf(BadData.class).hasMessageContaining("the list is empty");
        Files.writeString(list, "train/one.png\n");
        assertThatThrownBy(this::splits)
                .isInstanceOf(BadData.class)
                .hasMessageContaining("line 1: got 'train/one.png', allowed is 'IMAGE LABEL'");
        Files.delete(list);
        assertThatThrownBy(this::splits).isInstanceOf(BadData.class).hasMessageContaining("no such list");
        assertThatThrownBy(() -> new CamVid(folder.resolve("nowhere")).splits(hashes()))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("no such folder");
    }

    @Test
    void samplesOfOneNameInTwoFoldersHaveTwoIds() throws IOException {
        write("other", "one", 2, 3, 0, 0, 0, 0, 0, 0);
        Files.writeString(
                folder.resolve("train.txt"), "train/one.png trainannot/one.png\nother/one.png otherannot/one.png\n");

        Split train = splits().getFirst();

        assertThat(List.of(train.sample(0).id(), train.sample(1).id())).containsExactly("train/one", "other/one");
    }

    @Test
    void oneImageListedTwiceIsRefused() throws IOException {
        Files.writeString(
                folder.resolve("train.txt"), "train/one.png trainannot/one.png\ntrain/one.png trainannot/one.png\n");

        assertThatThrownBy(this::splits).isInstanceOf(BadData.class).hasMessageContaining("are both sample 'one'");
    }

    private List<FileSplit> splits() {
        return new CamVid(folder).splits(hashes());
    }

    private FileHashes hashes() {
        return new CacheFolder(folder.resolve("cache")).hashes("camvid", "test");
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
