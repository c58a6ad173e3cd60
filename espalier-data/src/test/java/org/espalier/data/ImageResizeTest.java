package org.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.espalier.image.PixelFormat;
import org.espalier.image.PixelResize;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class ImageResizeTest {

    @Test
    void halfTheSizeAveragesFourPixels() {
        byte[] rgb = random(new DataSize(4, 6), 3);
        byte[] half = image(rgb, new DataSize(4, 6), new DataSize(2, 3));

        for (int y = 0; y < 2; y++) {
            for (int x = 0; x < 3; x++) {
                for (int c = 0; c < 3; c++) {
                    int sum = at(rgb, 6, 2 * y, 2 * x, c)
                            + at(rgb, 6, 2 * y, 2 * x + 1, c)
                            + at(rgb, 6, 2 * y + 1, 2 * x, c)
                            + at(rgb, 6, 2 * y + 1, 2 * x + 1, c);
                    assertThat(at(half, 3, y, x, c)).isEqualTo((sum + 2) / 4);
                }
            }
        }
    }

    @Test
    void fractionsOfPixelsCountByTheirArea() {
        byte[] rgb = {0, 0, 0, 90, 90, 90, (byte) 180, (byte) 180, (byte) 180};
        byte[] two = image(rgb, new DataSize(1, 3), new DataSize(1, 2));

        assertThat(at(two, 2, 0, 0, 0)).isEqualTo(30); // 0 whole and 90 half
        assertThat(at(two, 2, 0, 1, 0)).isEqualTo(150);
    }

    @Test
    void oneColorStaysAtAnySize() {
        byte[] rgb = new byte[7 * 5 * 3];
        Arrays.fill(rgb, (byte) 201);
        for (DataSize size :
                new DataSize[] {new DataSize(3, 2), new DataSize(7, 11), new DataSize(20, 3), new DataSize(1, 1)}) {
            assertThat(image(rgb, new DataSize(7, 5), size)).containsOnly((byte) 201);
        }
    }

    @Test
    void twiceTheSizeIsLinearBetweenCenters() {
        byte[] rgb = {0, 0, 0, 100, 100, 100};
        byte[] four = image(rgb, new DataSize(1, 2), new DataSize(1, 4));

        assertThat(new int[] {at(four, 4, 0, 0, 0), at(four, 4, 0, 1, 0), at(four, 4, 0, 2, 0), at(four, 4, 0, 3, 0)})
                .containsExactly(0, 25, 75, 100);
    }

    @Test
    void labelsAreNeverMixed() {
        byte[] labels = {1, 1, 9, 9};
        assertThat(ImageResize.labels(labels, new DataSize(1, 4), new DataSize(1, 3)))
                .containsOnly(1, 9);
        assertThat(ImageResize.labels(labels, new DataSize(1, 4), new DataSize(1, 2)))
                .containsExactly(1, 9);
        assertThat(ImageResize.labels(labels, new DataSize(1, 4), new DataSize(2, 8)))
                .containsExactly(1, 1, 1, 1, 9, 9, 9, 9, 1, 1, 1, 1, 9, 9, 9, 9);
    }

    private static int at(byte[] rgb, int width, int y, int x, int channel) {
        return rgb[(y * width + x) * 3 + channel] & 0xFF;
    }

    private static byte[] random(DataSize size, long seed) {
        byte[] rgb = new byte[3 * size.pixels()];
        new Seed(seed).generator().nextBytes(rgb);
        return rgb;
    }

    private static byte[] image(byte[] rgb, DataSize from, DataSize to) {
        return PixelResize.bytes(rgb, PixelFormat.RGB, from.height(), from.width(), to.height(), to.width());
    }
}
