package org.espalier.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.espalier.cli.Shell.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @TempDir
    private Path folder;

    /** Two columns of images and labels, and one for each of five networks, 192 pixels wide with gaps of 6. */
    @Test
    @Tag("slow")
    void aDemoOfSecondsGoesTheWholeWay() throws IOException {
        Path run = folder.resolve("demo");
        Result demo = espalier(
                "demo",
                "--minutes",
                "0.1",
                "--data",
                "scenes:train=16,val=2,size=64x96",
                "--budget",
                "5M",
                "--out",
                run.toString());
        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.out()).contains("found", "random-1", "random-3", "hand-designed", "random, mean", "mIoU");
        BufferedImage pictures = ImageIO.read(run.resolve("pictures.png").toFile());
        assertThat(pictures.getWidth()).isEqualTo(7 * (192 + 6) + 6);
        assertThat(pictures.getHeight()).isEqualTo(14 + 2 * 6 + 2 * (128 + 6));
        assertThat(run.resolve("search/finish")).doesNotExist();
        assertThat(run.resolve("found/model")).isDirectory();
    }

    @Test
    void badOptionsAreRefused() {
        assertThat(espalier("demo", "--minutes", "0").err()).contains("--minutes: got 0.0; allowed: more than 0");
        assertThat(espalier("demo", "--budget", "1ms").err()).contains("--budget: got 1ms without --latency");
        assertThat(espalier("demo", "--halving", "--minutes", "1").err())
                .contains("--halving: got it with --minutes", "leave out one of them");
        Result occupied = espalier("demo", "--out", folder.toString());
        assertThat(occupied.code()).isEqualTo(2);
        assertThat(occupied.err()).contains("already exists; choose a new folder");
    }
}
