package org.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.data.augment.Augmentation;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.loading.WholeImages;
import org.espalier.image.PixelFormat;
import org.espalier.label.Batch;
import org.espalier.label.LabelSet;
import org.espalier.label.StandardLabels;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of two channels of 16 bits through cache, batches, statistics and augmentation. */
class ChannelsTest {

    private static final PixelFormat FORMAT = new PixelFormat(2, 16);
    private static final DataSize SIZE = new DataSize(4, 6);

    @TempDir
    Path folder;

    @Test
    void theCacheHoldsTheSameValues() {
        Split source = new Ramp();
        Split cached = new CacheFolder(folder).cached(source, "ramp", "ramp");

        for (int round = 0; round < 2; round++) {
            assertThat(cached.sample(1).pixelBytes()).isEqualTo(source.sample(1).pixelBytes());
            assertThat(cached.sample(1).format()).isEqualTo(FORMAT);
            cached = new CacheFolder(folder).cached(source, "ramp", "ramp");
        }
    }

    @Test
    void batchesHoldAllBytesOfEveryImage() {
        Batch batch = new WholeImages(new Ramp(), 2).iterator().next();

        assertThat(batch.format()).isEqualTo(FORMAT);
        assertThat(batch.images())
                .hasSize(2 * 4 * 6 * 4)
                .startsWith(new Ramp().sample(0).pixelBytes());
    }

    @Test
    void statisticsAreThoseOfEachChannel() {
        SplitStatistics statistics = SplitStatistics.of(new Ramp());

        // First channel 1000 and 1001 in equal parts, second 60000 everywhere.
        assertThat(statistics.mean()).containsExactly(1000.5, 60000.0);
        assertThat(statistics.deviation().get(0)).isCloseTo(0.5, within(1e-6));
        assertThat(statistics.deviation().get(1)).isZero();
    }

    @Test
    void mirroredViewsMirrorEveryChannelAndOthersKeepTheirMean() {
        Sample steps = columns();
        Augmentation mirror = new Augmentation(1, 1, Optional.empty(), 1, 0, 0, 0, 0);
        Augmentation colors = new Augmentation(1, 1, Optional.empty(), 0, 0, 0.5, 1, 0.5);

        Sample mirrored = mirror.apply(steps, new Seed(1));
        Sample shifted = colors.apply(steps, new Seed(2));

        for (int x = 0; x < 6; x++) {
            assertThat(mirrored.pixels().at(2, x, 0)).isEqualTo(300 * (5 - x));
            assertThat(mirrored.pixels().at(2, x, 1)).isEqualTo(50_000);
            assertThat(shifted.pixels().at(2, x, 1)).isEqualTo(50_000);
        }
        int sum = shifted.pixels().at(0, 0, 0) + shifted.pixels().at(0, 5, 0);
        assertThat(sum).isCloseTo(1500, within(2));
        assertThat(shifted.pixels().at(0, 5, 0)).isNotEqualTo(1500);
    }

    private static Sample columns() {
        byte[] values = new byte[4 * SIZE.pixels()];
        for (int i = 0; i < SIZE.pixels(); i++) {
            put(values, 2 * i, 300 * (i % 6));
            put(values, 2 * i + 1, 50_000);
        }
        return new Sample("columns", SIZE, FORMAT, values, new byte[SIZE.pixels()]);
    }

    private static void put(byte[] values, int index, int value) {
        values[2 * index] = (byte) value;
        values[2 * index + 1] = (byte) (value >> 8);
    }

    private record Ramp() implements Split {

        @Override
        public String name() {
            return "train";
        }

        @Override
        public LabelSet labels() {
            return StandardLabels.camvid();
        }

        @Override
        public PixelFormat format() {
            return FORMAT;
        }

        @Override
        public int size() {
            return 2;
        }

        @Override
        public Sample sample(int index) {
            byte[] values = new byte[4 * SIZE.pixels()];
            for (int i = 0; i < SIZE.pixels(); i++) {
                put(values, 2 * i, 1000 + index);
                put(values, 2 * i + 1, 60_000);
            }
            return new Sample("ramp-" + index, SIZE, FORMAT, values, new byte[SIZE.pixels()]);
        }

        @Override
        public String fingerprint() {
            return "0123456789abcdef0123456789abcdef";
        }
    }
}
