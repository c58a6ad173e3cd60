package org.espalier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PixelResizeTest {

    @Test
    void weightsSumToOneAndReadExistingPixels() {
        for (int from = 1; from <= 12; from++) {
            for (int to = 1; to <= 12; to++) {
                Taps taps = Taps.between(from, to);
                for (int i = 0; i < to; i++) {
                    float[] weights = taps.weights()[i];
                    double sum = IntStream.range(0, weights.length)
                            .mapToDouble(k -> weights[k])
                            .sum();
                    assertThat(sum).as("%d to %d, pixel %d", from, to, i).isCloseTo(1, within(1e-6));
                    assertThat(taps.first()[i]).isBetween(0, from - weights.length);
                }
            }
        }
    }

    @Test
    void theSameSizeIsTheSameImage() {
        byte[] image = gray(1, 200, 77, 0, 255, 30);
        assertThat(PixelResize.bytes(image, PixelFormat.RGB, 2, 3, 2, 3)).isEqualTo(image);
    }

    @Test
    void halvingAveragesFourPixels() {
        byte[] image = gray(
                10, 20, 100, 100, //
                30, 40, 100, 102);
        assertThat(PixelResize.bytes(image, PixelFormat.RGB, 2, 4, 1, 2)).isEqualTo(gray(25, 101)); // 100.5 rounds up
    }

    @Test
    void doublingInterpolatesBetweenTheCentres() {
        assertThat(PixelResize.bytes(gray(0, 100), PixelFormat.RGB, 1, 2, 1, 4)).isEqualTo(gray(0, 25, 75, 100));
    }

    @Test
    void channelsDoNotMix() {
        byte[] image = {10, 20, 30, 50, 60, 70};
        assertThat(PixelResize.bytes(image, PixelFormat.RGB, 1, 2, 1, 1)).isEqualTo(new byte[] {30, 40, 50});
    }

    @Test
    void sixteenBitsAndAnyNumberOfChannelsAreResizedAlike() {
        // Two pixels of two channels: (256, 65535) and (1, 65533); 128.5 rounds up.
        byte[] deep = {0, 1, -1, -1, 1, 0, -3, -1};
        assertThat(PixelResize.bytes(deep, new PixelFormat(2, 16), 1, 2, 1, 1))
                .isEqualTo(new byte[] {(byte) 129, 0, -2, -1});
    }

    @Test
    void aLengthOfZeroIsRefused() {
        assertThatThrownBy(() -> Taps.between(3, 0)).hasMessageContaining("got 3 and 0");
    }

    private static byte[] gray(int... values) {
        byte[] rgb = new byte[3 * values.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) values[i / 3];
        }
        return rgb;
    }
}
