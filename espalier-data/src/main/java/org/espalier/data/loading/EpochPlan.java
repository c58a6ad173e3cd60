package org.espalier.data.loading;

import java.util.Optional;
import java.util.OptionalInt;
import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.data.augment.Augmentation;
import org.espalier.data.loading.ClassDraws.Draw;
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
    private final Optional<ClassDraws> classes;
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
        this.classes = loading.balance() > 0
                ? Optional.of(new ClassDraws(split, loading.balance(), seed.derive("classes")))
                : Optional.empty();
    }

    int batchesPerEpoch() {
        return loading.dropLast() ? split.size() / loading.batch() : Math.ceilDiv(split.size(), loading.batch());
    }

    Batch batch(long number) {
        long epoch = number / batchesPerEpoch();
        int[] samples = order(epoch);
        int from = (int) (number % batchesPerEpoch()) * loading.batch();
        int count = Math.min(loading.batch(), samples.length - from);
        Draw begin = draw(epoch, samples[from]);
        Sample first = split.sample(begin.sample());
        DataSize size = augmentation.viewSize(first.size());
        byte[] images = new byte[count * size.pixels() * first.format().bytesPerPixel()];
        byte[] labels = new byte[count * size.pixels()];
        for (int slot = 0; slot < count; slot++) {
            int index = samples[from + slot];
            Draw draw = slot == 0 ? begin : draw(epoch, index);
            Sample sample = slot == 0 ? first : split.sample(draw.sample());
            requireSize(sample, size);
            augmentation.apply(sample, draw.shown(), views.derive(epoch).derive(index), images, labels, slot);
        }
        return new Batch(first.format(), images, labels, count, size.height(), size.width());
    }

    private Draw draw(long epoch, int sample) {
        return classes.map(balanced -> balanced.draw(epoch, sample)).orElse(new Draw(sample, OptionalInt.empty()));
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
