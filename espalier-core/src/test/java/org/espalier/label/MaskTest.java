package org.espalier.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.espalier.problem.BadData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskTest {

    @TempDir
    Path folder;

    @Test
    void allClassNumbersSurviveAGrayFile() {
        Mask mask = everyNumber();
        MaskFile.writeGray(mask, folder.resolve("m.png"));

        assertThat(MaskFile.read(folder.resolve("m.png"))).isEqualTo(mask);
    }

    @Test
    void smallPalettesAreReadAsIndicesToo() throws IOException {
        BufferedImage twoColors = new BufferedImage(9, 1, BufferedImage.TYPE_BYTE_BINARY);
        twoColors.getRaster().setSample(8, 0, 0, 1);
        ImageIO.write(twoColors, "png", folder.resolve("m.png").toFile());

        assertThat(MaskFile.read(folder.resolve("m.png")).classes()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1);
    }

    @Test
    void colorsDeepGrayAndBrokenFilesAreNotMasks() throws IOException {
        Path colors = folder.resolve("colors.png");
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", colors.toFile());
        Path deep = folder.resolve("deep.png");
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_USHORT_GRAY), "png", deep.toFile());
        Path text = Files.writeString(folder.resolve("text.png"), "no picture");

        assertThatThrownBy(() -> MaskFile.read(colors))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("got 3 bands of 8 bits");
        assertThatThrownBy(() -> MaskFile.read(deep))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("got 1 bands of 16 bits");
        assertThatThrownBy(() -> MaskFile.read(text))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("not a picture");
        assertThatThrownBy(() -> MaskFile.read(folder.resolve("none.png")))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("no such");
    }

    @Test
    void overlayBlendsClassesAndLeavesTheRest() {
        BufferedImage white = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        white.setRGB(0, 0, 0xFFFFFF);
        white.setRGB(1, 0, 0xFFFFFF);
        Mask mask = new Mask(1, 2, new byte[] {3, (byte) LabelSet.IGNORE});
        BufferedImage overlay = MaskPicture.overlay(white, mask, StandardLabels.camvid(), 0.5);

        assertThat(overlay.getRGB(0, 0) & 0xFFFFFF).isEqualTo(0xC0A0C0);
        assertThat(overlay.getRGB(1, 0) & 0xFFFFFF).isEqualTo(0xFFFFFF);
        assertThat(MaskPicture.colored(mask, StandardLabels.camvid()).getRGB(0, 0) & 0xFFFFFF)
                .isEqualTo(0x804080);
        assertThat(MaskPicture.colored(mask, StandardLabels.camvid()).getRGB(1, 0) & 0xFFFFFF)
                .isZero();
    }

    @Test
    void overlayShowsGrayPhotographsAsTheyAre() {
        BufferedImage gray = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        gray.getRaster().setSample(0, 0, 0, 79);
        Mask none = new Mask(1, 1, new byte[] {(byte) LabelSet.IGNORE});

        assertThat(MaskPicture.overlay(gray, none, StandardLabels.camvid(), 0.5).getRGB(0, 0) & 0xFFFFFF)
                .isEqualTo(0x4F4F4F);
    }

    @Test
    void masksAndBatchesOfTheWrongLengthAreRefused() {
        assertThatThrownBy(() -> new Mask(2, 3, new byte[5]))
                .hasMessage("a mask of 2x3 (HEIGHTxWIDTH) holds 6 class numbers, got 5");
        assertThatThrownBy(() -> new Batch(new byte[18], new byte[5], 1, 2, 3)).hasMessageContaining("got 18 and 5");
    }

    private static Mask everyNumber() {
        byte[] classes = new byte[256];
        for (int i = 0; i < 256; i++) {
            classes[i] = (byte) i;
        }
        return new Mask(8, 32, classes);
    }
}
