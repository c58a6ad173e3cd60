package org.espalier.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.espalier.label.LabelSet;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class AugmentationTest {

    private static final DataSize SIZE = new DataSize(60, 80);

    @Test
    void noneChangesNothing() {
        Sample sample = map();
        Sample view = Augmentation.none().apply(sample, new Seed(1));

        assertThat(view.size()).isEqualTo(sample.size());
        assertThat(view.pixelBytes()).isEqualTo(sample.pixelBytes());
        assertThat(view.labels()).isEqualTo(sample.labels());
    }

    @Test
    void imageAndLabelsStayAlignedThroughScaleCropAndFlip() {
        Augmentation geometry = geometry(0.5, 2.5, new DataSize(50, 70), 0.5);
        for (int seed = 0; seed < 200; seed++) {
            Sample columns = geometry.apply(map(), new Seed(seed));
            Sample rows = geometry.apply(mapOfRows(), new Seed(seed));
            assertThat(farthest(columns, rows))
                    .as("distance of colour and label in pixels, seed %d", seed)
                    .isLessThan(0.85);
        }
    }

    @Test
    void flipIsTheExactMirrorImage() {
        Sample sample = map();
        Sample mirrored = geometry(1, 1, SIZE, 1).apply(sample, new Seed(1));

        for (int y = 0; y < SIZE.height(); y++) {
            for (int x = 0; x < SIZE.width(); x++) {
                int here = y * SIZE.width() + x;
                int there = y * SIZE.width() + SIZE.width() - 1 - x;
                assertThat(mirrored.labels()[here]).isEqualTo(sample.labels()[there]);
                assertThat(mirrored.pixelBytes()[3 * here]).isEqualTo(sample.pixelBytes()[3 * there]);
            }
        }
    }

    @Test
    void whatLiesOutsideIsIgnoredAndFilledWithTheMeanColor() {
        Sample white = new Sample("white", new DataSize(10, 10), filled(300, 200), new byte[100]);
        Sample view = geometry(1, 1, new DataSize(20, 30), 0).apply(white, new Seed(3));

        assertThat(view.mask().histogram()[0]).isEqualTo(100);
        assertThat(view.mask().histogram()[LabelSet.IGNORE]).isEqualTo(500);
        assertThat(view.pixelBytes()).containsOnly((byte) 200);
    }

    @Test
    void sameSeedGivesTheSameViewAndOthersDiffer() {
        Augmentation standard = Augmentation.standard(new DataSize(40, 50));
        Sample view = standard.apply(map(), new Seed(1));

        assertThat(standard.apply(map(), new Seed(1)).pixelBytes()).isEqualTo(view.pixelBytes());
        assertThat(standard.apply(map(), new Seed(2)).pixelBytes()).isNotEqualTo(view.pixelBytes());
    }

    @Test
    void batchSlotsHoldTheSameViewsAsSingleSamples() {
        Augmentation standard = Augmentation.standard(new DataSize(40, 50));
        byte[] images = new byte[3 * 40 * 50 * 3];
        byte[] labels = new byte[3 * 40 * 50];
        standard.apply(map(), new Seed(1), images, labels, 0);
        standard.apply(map(), new Seed(2), images, labels, 1);
        standard.apply(map(), new Seed(3), images, labels, 2);
        Sample second = standard.apply(map(), new Seed(2));

        assertThat(Arrays.copyOfRange(images, 40 * 50 * 3, 2 * 40 * 50 * 3)).isEqualTo(second.pixelBytes());
        assertThat(Arrays.copyOfRange(labels, 40 * 50, 2 * 40 * 50)).isEqualTo(second.labels());
    }

    @Test
    void brightnessMultipliesAndLeavesLabels() {
        Sample gray = new Sample("gray", new DataSize(4, 4), filled(48, 100), new byte[16]);
        Augmentation brightness = new Augmentation(1, 1, Optional.empty(), 0, 0.5, 0, 0, 0);
        for (int seed = 0; seed < 50; seed++) {
            Sample view = brightness.apply(gray, new Seed(seed));
            assertThat(view.pixelBytes()[0] & 0xFF).isBetween(50, 150);
            assertThat(view.pixelBytes()).containsOnly(view.pixelBytes()[0]);
            assertThat(view.labels()).isEqualTo(gray.labels());
        }
    }

    @Test
    void grayStaysGrayUnderContrastSaturationAndHue() {
        Sample gray = new Sample("gray", new DataSize(4, 4), filled(48, 100), new byte[16]);
        Augmentation colors = new Augmentation(1, 1, Optional.empty(), 0, 0, 0.9, 0.9, 0.5);
        for (int seed = 0; seed < 50; seed++) {
            for (byte value : colors.apply(gray, new Seed(seed)).pixelBytes()) {
                assertThat((int) value).isBetween(99, 101);
            }
        }
    }

    @Test
    void scalesAreSpreadEvenlyOverTheRange() {
        Augmentation scaled = geometry(0.5, 2, new DataSize(200, 200), 0);
        double sum = 0;
        for (int seed = 0; seed < 1000; seed++) {
            long[] counts = scaled.apply(
                            new Sample("s", new DataSize(40, 40), filled(4800, 9), new byte[1600]), new Seed(seed))
                    .mask()
                    .histogram();
            double scale = Math.sqrt(counts[0]) / 40;
            assertThat(scale).isBetween(0.5, 2.0);
            sum += Math.log(scale);
        }
        assertThat(sum / 1000).as("mean logarithm of the scale").isCloseTo(0, within(0.05));
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> geometry(2, 1, SIZE, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxScale: 1.0; allowed: 2.0 to 10.0");
        assertThatThrownBy(() -> geometry(1, 1, SIZE, 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("flip: 1.5; allowed: 0.0 to 1.0");
        assertThatThrownBy(() -> geometry(Double.NaN, 1, SIZE, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Augmentation geometry(double minScale, double maxScale, DataSize crop, double flip) {
        return new Augmentation(minScale, maxScale, Optional.of(crop), flip, 0, 0, 0, 0);
    }

    /** Red encodes the column (times 3) and green the row (times 4); the label is the column. */
    private static Sample map() {
        return map(false);
    }

    private static Sample mapOfRows() {
        return map(true);
    }

    private static Sample map(boolean rows) {
        byte[] rgb = new byte[3 * SIZE.pixels()];
        byte[] labels = new byte[SIZE.pixels()];
        for (int i = 0; i < labels.length; i++) {
            int y = i / SIZE.width();
            int x = i % SIZE.width();
            rgb[3 * i] = (byte) (3 * x);
            rgb[3 * i + 1] = (byte) (4 * y);
            labels[i] = (byte) (rows ? y : x);
        }
        return new Sample("map", SIZE, rgb, labels);
    }

    /**
     * The largest distance, in pixels of the sample, between the point that a view's colour shows and the pixel of its
     * label.
     */
    private static double farthest(Sample columns, Sample rows) {
        double farthest = 0;
        for (int i = 0; i < columns.labels().length; i++) {
            int column = columns.labels()[i] & 0xFF;
            int row = rows.labels()[i] & 0xFF;
            if (column != LabelSet.IGNORE) {
                double across = Math.abs((columns.pixelBytes()[3 * i] & 0xFF) / 3.0 - column);
                double down = Math.abs((columns.pixelBytes()[3 * i + 1] & 0xFF) / 4.0 - row);
                farthest = Math.max(farthest, Math.max(across, down));
            }
        }
        return farthest;
    }

    private static byte[] filled(int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
