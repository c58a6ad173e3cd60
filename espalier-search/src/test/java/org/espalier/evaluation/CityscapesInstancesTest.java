package org.espalier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.espalier.label.Mask;
import org.espalier.label.StandardLabels;
import org.espalier.problem.BadData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CityscapesInstancesTest {

    private static final Mask ROAD = new Mask(1, 2, new byte[2]);

    @TempDir
    private Path folder;

    @Test
    void findsTheFileOfASampleByCitySequenceAndFrame() throws IOException {
        write("ulm", "ulm_000000_000019", 26_001, 7);
        write("bonn", "bonn_000003_000019", 33_017, 24);
        for (List<String> ids : List.of(
                List.of("ulm_000000_000019", "bonn_000003_000019"),
                List.of("ulm/ulm_000000_000019_leftImg8bit", "bonn/bonn_000003_000019_leftImg8bit"))) {
            CityscapesInstances instances =
                    CityscapesInstances.of(folder, split(ids)).orElseThrow();

            assertThat(instances.of(0).ids()).containsExactly(26_001, 7);
            assertThat(instances.of(1).ids()).containsExactly(33_017, 24);
        }
    }

    @Test
    void noneWithoutFilesAndAnErrorIfOneIsMissing() throws IOException {
        assertThat(CityscapesInstances.of(folder, split(List.of("ulm_000000_000019", "b"))))
                .isEmpty();
        write("ulm", "ulm_000000_000019", 7, 7);
        CityscapesInstances instances = CityscapesInstances.of(folder, split(List.of("ulm_000000_000019", "ulm_1_2")))
                .orElseThrow();

        assertThatThrownBy(() -> instances.of(1))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("sample ulm_1_2 of val");
    }

    private static HandMadeSplit split(List<String> ids) {
        return new HandMadeSplit(StandardLabels.cityscapes(), ids, List.of(ROAD, ROAD));
    }

    /** An image of one row. */
    private void write(String city, String name, int... ids) throws IOException {
        BufferedImage image = new BufferedImage(ids.length, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setPixels(0, 0, ids.length, 1, ids);
        Path file = Files.createDirectories(folder.resolve("gtFine/val").resolve(city))
                .resolve(name + "_gtFine_instanceIds.png");
        ImageIO.write(image, "png", file.toFile());
    }
}
