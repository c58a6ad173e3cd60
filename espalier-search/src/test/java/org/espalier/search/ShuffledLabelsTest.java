package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.espalier.label.Batch;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class ShuffledLabelsTest {

    private static final Seed SEED = new Seed(4);

    private final Batch batch = batch();

    @Test
    void imagesAndClassCountsAreKept() {
        Batch shuffled = new ShuffledLabels(SEED).of(batch, 3);
        assertThat(shuffled.images()).isEqualTo(batch.images());
        assertThat(counts(shuffled)).isEqualTo(counts(batch));
        assertThat(shuffled.labels()).isNotEqualTo(batch.labels());
    }

    @Test
    void theOrderDependsOnlyOnSeedAndStep() {
        byte[] once = new ShuffledLabels(SEED).of(batch, 3).labels();
        assertThat(new ShuffledLabels(SEED).of(batch, 3).labels()).isEqualTo(once);
        assertThat(new ShuffledLabels(SEED).of(batch, 4).labels()).isNotEqualTo(once);
        assertThat(new ShuffledLabels(new Seed(5)).of(batch, 3).labels()).isNotEqualTo(once);
    }

    /** Before the shuffle each half has one class; afterwards both have about as much of it. */
    @Test
    void labelsAreIndependentOfPosition() {
        byte[] labels = new ShuffledLabels(SEED).of(batch, 0).labels();
        int first = 0;
        for (int pixel = 0; pixel < labels.length / 2; pixel++) {
            first += labels[pixel] == 0 ? 1 : 0;
        }
        assertThat(first).isBetween(400, 624);
    }

    private static int[] counts(Batch batch) {
        int[] counts = new int[256];
        for (byte label : batch.labels()) {
            counts[Byte.toUnsignedInt(label)]++;
        }
        return counts;
    }

    /** The upper half has class 0, the lower class 1. */
    private static Batch batch() {
        byte[] images = new byte[3 * 2048];
        new Seed(1).generator().nextBytes(images);
        byte[] labels = new byte[2048];
        for (int pixel = 1024; pixel < 2048; pixel++) {
            labels[pixel] = 1;
        }
        return new Batch(images, labels, 1, 32, 64);
    }
}
