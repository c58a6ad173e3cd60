package org.espalier.data.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.junit.jupiter.api.Test;

class DifferenceHashTest {

    private static final DataSize SIZE = new DataSize(16, 17);

    @Test
    void eachBitSaysWhetherTheRightNeighbourIsBrighterByMoreThanTwo() {
        byte[] rgb = new byte[3 * SIZE.pixels()];
        set(rgb, 0, 1, 3); // brighter than its left neighbour by 3: bit 0
        set(rgb, 1, 5, 2); // by 2 alone: no bit
        set(rgb, 15, 16, 200); // the last pair: bit 255

        DifferenceHash hash = DifferenceHash.of(sample(rgb));

        assertThat(hash).isEqualTo(new DifferenceHash(1, 0, 0, 1L << 63));
    }

    @Test
    void distanceCountsDifferentBits() {
        assertThat(new DifferenceHash(0b1011, 1, 0, -1).distance(new DifferenceHash(0b0010, 1, 4, 0)))
                .isEqualTo(2 + 1 + 64);
    }

    @Test
    void imagesWithoutStructureAreNotCompared() {
        assertThat(DifferenceHash.of(sample(new byte[3 * SIZE.pixels()])).isComparable())
                .isFalse();
        assertThat(DifferenceHash.of(Picture.tiles("a", 1, new DataSize(64, 68), 0, 0))
                        .isComparable())
                .isTrue();
    }

    @Test
    void copiesAreNearAndOtherPicturesAreFar() {
        DifferenceHash hash = DifferenceHash.of(Picture.tiles("a", 1, new DataSize(160, 240), 0, 0));

        assertThat(hash.distance(DifferenceHash.of(Picture.tiles("brighter", 1, new DataSize(160, 240), 30, 0))))
                .isZero();
        assertThat(hash.distance(DifferenceHash.of(Picture.tiles("smaller", 1, new DataSize(80, 120), 0, 0))))
                .isLessThanOrEqualTo(DifferenceHash.NEAR);
        assertThat(hash.distance(DifferenceHash.of(Picture.tiles("other", 2, new DataSize(160, 240), 0, 0))))
                .isGreaterThan(2 * DifferenceHash.NEAR);
    }

    private static Sample sample(byte[] rgb) {
        return new Sample("a", SIZE, rgb, new byte[SIZE.pixels()]);
    }

    private static void set(byte[] rgb, int y, int x, int value) {
        for (int c = 0; c < 3; c++) {
            rgb[3 * (y * SIZE.width() + x) + c] = (byte) value;
        }
    }
}
