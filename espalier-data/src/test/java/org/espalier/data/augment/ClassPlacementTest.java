package org.espalier.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.OptionalInt;
import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class ClassPlacementTest {

    private static final DataSize SIZE = new DataSize(60, 80);
    private static final DataSize CROP = new DataSize(9, 11);

    /** A single pixel is in every crop; at random it would be in one of 37 (99 of 52 x 70 positions). */
    @Test
    void everyCropShowsTheClassAtScalesThatSkipNoPixel() {
        Augmentation augmentation = new Augmentation(1, 3, Optional.of(CROP), 0.5, 0, 0, 0, 0);
        for (int seed = 0; seed < 500; seed++) {
            Sample sample = withPixels(seed * 7 % 4800);
            assertThat(view(augmentation, sample, OptionalInt.of(1), seed)
                            .mask()
                            .histogram()[1])
                    .as("seed %d", seed)
                    .isPositive();
        }
    }

    @Test
    void aShrunkSampleShowsTheClassIfAnyOfItsPixelsIsLeft() {
        Augmentation half = new Augmentation(0.5, 0.5, Optional.of(CROP), 0, 0, 0, 0, 0);
        for (int seed = 0; seed < 100; seed++) {
            Sample skipped = withPixels(10 * 80 + 10);
            Sample left = withPixels(10 * 80 + 10, 11 * 80 + 11);
            assertThat(view(half, skipped, OptionalInt.of(1), seed).mask().histogram()[1])
                    .isZero();
            assertThat(view(half, left, OptionalInt.of(1), seed).mask().histogram()[1])
                    .isPositive();
        }
    }

    /** The pixel at (30, 40) is equally likely at each of the 99 places of the crop. */
    @Test
    void thePixelIsEquallyLikelyAtEveryPlaceOfTheCrop() {
        Augmentation plain = new Augmentation(1, 1, Optional.of(CROP), 0, 0, 0, 0, 0);
        Sample sample = withPixels(30 * 80 + 40);
        int[] counts = new int[CROP.pixels()];
        int draws = 99 * 200;
        for (int seed = 0; seed < draws; seed++) {
            byte[] labels = view(plain, sample, OptionalInt.of(1), seed).labels();
            for (int i = 0; i < labels.length; i++) {
                counts[i] += labels[i];
            }
        }
        for (int count : counts) {
            assertThat((double) count).isCloseTo(200, within(70.0));
        }
    }

    /** Two of the three pixels lie in the last row, so two thirds of the crops show it. */
    @Test
    void everyPixelOfTheClassIsEquallyLikely() {
        Augmentation plain = new Augmentation(1, 1, Optional.of(new DataSize(1, 1)), 0, 0, 0, 0, 0);
        Sample sample = withPixels(0, 59 * 80, 59 * 80 + 79);
        byte[] rgb = sample.pixelBytes();
        for (int i = 59 * 80; i < 60 * 80; i++) {
            rgb[3 * i] = 1;
        }
        int last = 0;
        for (int seed = 0; seed < 3000; seed++) {
            Sample view = view(plain, sample, OptionalInt.of(1), seed);
            assertThat(view.labels()).containsExactly(1);
            last += view.pixelBytes()[0];
        }
        assertThat(last / 3000.0).isCloseTo(2 / 3.0, within(0.03));
    }

    @Test
    void withoutThatClassTheCropLiesWhereItWouldLie() {
        Augmentation standard = Augmentation.standard(CROP);
        Sample sample = withPixels();
        assertThat(view(standard, sample, OptionalInt.of(1), 3).pixelBytes())
                .isEqualTo(view(standard, sample, OptionalInt.empty(), 3).pixelBytes());
    }

    private static Sample view(Augmentation augmentation, Sample sample, OptionalInt shown, long seed) {
        DataSize size = augmentation.viewSize(sample.size());
        Sample view = new Sample("view", size, new byte[3 * size.pixels()], new byte[size.pixels()]);
        augmentation.apply(sample, shown, new Seed(seed), view.pixelBytes(), view.labels(), 0);
        return view;
    }

    /** All pixels are of class 0, the given ones of class 1. */
    private static Sample withPixels(int... pixels) {
        Sample sample = new Sample("sample", SIZE, new byte[3 * SIZE.pixels()], new byte[SIZE.pixels()]);
        for (int pixel : pixels) {
            sample.labels()[pixel] = 1;
        }
        return sample;
    }
}
