package org.espalier.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.label.Mask;
import org.espalier.label.MaskFile;
import org.espalier.model.Model;
import org.espalier.problem.BadUsage;
import org.espalier.run.Interruption;
import org.espalier.run.Progress;
import org.espalier.run.RunContents;
import org.espalier.run.RunOptions;
import org.espalier.run.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a data set that change while a training runs, and between its parts. */
@Tag("slow")
class ChangedDataTest {

    private static final int SIDE = 32;
    private static final TrainConfig CONFIG = Configs.resolve(
            TrainConfig.class,
            TrainConfig.TINY,
            Optional.empty(),
            List.of(
                    "images.size=32x32",
                    "images.augmentation.crop=24x24",
                    "images.batch=2",
                    "weights.learningRate.warmUpSteps=1",
                    "averageStatistics=0",
                    "length={in: epochs, epochs: 3}"));

    @TempDir
    private Path folder;

    @BeforeEach
    void writeData() throws IOException {
        Files.createDirectories(folder.resolve("data/images"));
        Files.createDirectories(folder.resolve("data/masks"));
        for (int number = 0; number < 8; number++) {
            writeImage(number, 7919);
            byte[] classes = new byte[SIDE * SIDE];
            for (int pixel = 0; pixel < classes.length; pixel++) {
                classes[pixel] = (byte) (pixel * number / 50 % 2);
            }
            MaskFile.writeGray(new Mask(SIDE, SIDE, classes), folder.resolve("data/masks/" + number + ".png"));
        }
        Files.writeString(
                folder.resolve("data/dataset.yaml"), "classes: {sky: 0, road: 1}\nsplit: {val: 0.25, seed: 1}\n");
    }

    private void writeImage(int number, int factor) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
            image.setRGB(pixel % SIDE, pixel / SIDE, (pixel + number) * factor & 0xFFFFFF);
        }
        ImageIO.write(
                image, "png", folder.resolve("data/images/" + number + ".png").toFile());
    }

    private RunContents trained(String name, RunOptions options) {
        Dataset data = Datasets.open("folder:" + folder.resolve("data"));
        Path run = folder.resolve(name);
        try (Model model =
                Training.of(new Blueprint.OfZoo("separable-unet"), CONFIG).run(data, run, options)) {
            assertThat(model.config().labels().size()).isEqualTo(2);
        }
        return RunContents.of(run);
    }

    @Test
    void aRunDoesNotSeeFilesThatChangeWhileItRuns() {
        RunContents untouched = trained("untouched", RunOptions.NEW);
        RunContents disturbed = trained("disturbed", new RunOptions(false, new Disturbance(), List.of()));
        assertThat(folder.resolve("data/images/7.png")).doesNotExist();
        assertThat(disturbed).isEqualTo(untouched);
    }

    @Test
    void aRunIsNotResumedOnOtherImages() throws IOException {
        RunContents untouched = trained("untouched", RunOptions.NEW);
        RunOptions interrupted = new RunOptions(false, new Interruption(5), List.of());
        assertThatThrownBy(() -> trained("run", interrupted)).isInstanceOf(Interruption.Interrupted.class);
        writeImage(3, 104_729);
        assertThatThrownBy(() -> trained("run", RunOptions.NEW.resuming()))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("data");
        writeImage(3, 7919);
        assertThat(trained("run", RunOptions.NEW.resuming()))
                .as("with the old image it goes on")
                .isEqualTo(untouched);
    }

    /** Changes and deletes files as soon as the training runs. */
    private final class Disturbance implements Progress {

        @Override
        public void show(Status status) {
            try {
                for (int number = 0; number < 4; number++) {
                    writeImage(number, 104_729);
                    Files.deleteIfExists(folder.resolve("data/images/" + (number + 4) + ".png"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void end(Status status) {}
    }
}
