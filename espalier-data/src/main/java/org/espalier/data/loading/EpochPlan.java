package org.espalier.data.loading;

import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.data.augment.Augmentation;
import org.espalier.label.Batch;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.random.Shuffle;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/** The samples of batch number n and their augmentation: a pure function, called from many threads. */
final class EpochPlan {

    private final Split split;
    private final Augmentation augmentation;
    private final Loading loading;
    private final Seed orders;
    private final Seed views;
    private volatile @Nullable Order latest;

    /** The order of the samples in an epoch; cached, because successive batches need the same one. */
    private record Order(long epoch, int[] samples) {}

    EpochPlan(Split split, Augmentation augmentation, Loading loading, Seed seed) {
        this.split = split;
        this.augmentation = augmentation;
        this.loading = loading;
        this.orders = seed.derive("order");
        this.views = seed.derive("augmentation");
        if (loading.dropLast() && split.size() < loading.batch()) {
            throw new BadUsage(Text.format(
                    "split '%s' has %d samples, fewer than one batch of %d",
                    split.name(), split.size(), loading.batch()));
        }
    }

    int batchesPerEpoch() {
        return loading.dropLast() ? split.size() / loading.batch() : Math.ceilDiv(split.size(), loading.batch());
    }

    Batch batch(long number) {
        long epoch = number / batchesPerEpoch();
        int[] samples = order(epoch);
        int from = (int) (number % batchesPerEpoch()) * loading.batch();
        int count = Math.min(loading.batch(), samples.length - from);
        Sample first = split.sample(samples[from]);
        DataSize size = augmentation.viewSize(first.size());
        byte[] images = new byte[count * size.pixels() * 3];
        byte[] labels = new byte[count * size.pixels()];
        for (int slot = 0; slot < count; slot++) {
            int index = samples[from + slot];
            Sample sample = slot == 0 ? first : split.sample(index);
            requireSize(sample, size);
            augmentation.apply(sample, views.derive(epoch).derive(index), images, labels, slot);
        }
        return new Batch(images, labels, count, size.height(), size.width());
    }

    private int[] order(long epoch) {
        Order known = latest;
        if (known == null || known.epoch != epoch) {
            known = new Order(epoch, Shuffle.order(split.size(), orders.derive(epoch)));
            latest = known;
        }
        return known.samples;
    }

    private void requireSize(Sample sample, DataSize size) {
        if (!augmentation.viewSize(sample.size()).equals(size)) {
            throw new BadUsage(Text.format(
                    "split '%s': sample %s is %s, another of its batch %s; crop the images, or resize them to one size",
                    split.name(), sample.id(), sample.size(), size));
        }
    }
}
