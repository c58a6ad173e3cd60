package org.espalier.data.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.data.DataSize;
import org.espalier.data.Numbered;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.data.augment.Augmentation;
import org.espalier.label.Batch;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class BatchLoaderTest {

    private static final DataSize SIZE = new DataSize(6, 8);
    private static final Seed SEED = new Seed(11);

    @Test
    void everyEpochGoesThroughAllSamplesInAnotherOrder() {
        try (BatchLoader loader = loader(new Numbered(10, SIZE), new Loading(3, 2, 3, false, 0))) {
            List<Integer> first = samples(epoch(loader));
            List<Integer> second = samples(epoch(loader));

            assertThat(loader.batchesPerEpoch()).isEqualTo(4);
            assertThat(first).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
        }
    }

    @Test
    void incompleteBatchIsDroppedOnRequest() {
        try (BatchLoader loader = loader(new Numbered(10, SIZE), new Loading(3, 1, 2, true, 0))) {
            assertThat(loader.batchesPerEpoch()).isEqualTo(3);
            assertThat(samples(epoch(loader))).hasSize(9).doesNotHaveDuplicates();
        }
    }

    @Test
    void numberOfThreadsChangesNothing() {
        Augmentation augmentation = Augmentation.standard(new DataSize(5, 7));
        try (BatchLoader one = new BatchLoader(noise(20), augmentation, new Loading(4, 1, 1, true, 0), SEED);
                BatchLoader many = new BatchLoader(noise(20), augmentation, new Loading(4, 5, 9, true, 0), SEED)) {
            for (int i = 0; i < 15; i++) {
                assertEqual(one.next(), many.next());
            }
        }
    }

    @Test
    void seekContinuesAsAnUninterruptedRun() {
        Augmentation augmentation = Augmentation.standard(SIZE);
        try (BatchLoader unbroken = new BatchLoader(noise(20), augmentation, Loading.ofBatch(4), SEED);
                BatchLoader resumed = new BatchLoader(noise(20), augmentation, Loading.ofBatch(4), SEED)) {
            for (int i = 0; i < 7; i++) {
                unbroken.next();
            }
            resumed.seek(7);

            assertEqual(resumed.next(), unbroken.next());
            assertEqual(resumed.next(), unbroken.next());
        }
    }

    @Test
    void sameSampleIsAugmentedDifferentlyInEachEpoch() {
        try (BatchLoader loader =
                new BatchLoader(noise(1), Augmentation.standard(SIZE), new Loading(1, 1, 1, false, 0), SEED)) {
            assertThat(loader.next().images()).isNotEqualTo(loader.next().images());
        }
    }

    @Test
    void noMoreIsLoadedAheadThanAllowed() {
        Numbered source = new Numbered(100, SIZE);
        try (BatchLoader loader = loader(source, new Loading(2, 3, 4, true, 0))) {
            loader.next();
            loader.next();
            assertThat(source.asked()).isLessThanOrEqualTo(2 * (2 + 4));
        }
    }

    @Test
    void waitingIsMeasured() {
        try (BatchLoader loader = loader(new Numbered(4, SIZE), Loading.ofBatch(2))) {
            assertThat(loader.waitedNanos()).isZero();
            loader.next();
            assertThat(loader.waitedNanos()).isPositive();
        }
    }

    @Test
    void exceptionsOfWorkersReachTheConsumer() {
        Split broken = new Changed(new Numbered(8, SIZE)) {
            @Override
            public Sample sample(int index) {
                throw new BadData("no picture: " + index);
            }
        };
        try (BatchLoader loader = loader(broken, Loading.ofBatch(2))) {
            assertThatThrownBy(loader::next).isInstanceOf(BadData.class).hasMessageStartingWith("no picture");
            assertThatThrownBy(loader::next).as("again, not the next batch").isInstanceOf(BadData.class);
        }
    }

    @Test
    void closedLoaderGivesNothing() {
        BatchLoader loader = loader(new Numbered(8, SIZE), Loading.ofBatch(2));
        loader.next();
        loader.close();
        loader.close();

        assertThatThrownBy(loader::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the loader is closed");
    }

    @Test
    void mixedSizesWithoutACropAreRefused() {
        Split mixed = new Changed(new Numbered(8, SIZE)) {
            @Override
            public Sample sample(int index) {
                return super.sample(index).resized(new DataSize(4 + index, 4));
            }
        };
        try (BatchLoader loader = loader(mixed, Loading.ofBatch(4))) {
            assertThatThrownBy(loader::next)
                    .isInstanceOf(BadUsage.class)
                    .hasMessageContaining("crop the images, or resize them to one size");
        }
    }

    @Test
    void badNumbersAreRefused() {
        assertThatThrownBy(() -> new Loading(0, 1, 1, true, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch: 0; allowed: 1 to 4096");
        assertThatThrownBy(() -> loader(new Numbered(3, SIZE), Loading.ofBatch(4)))
                .isInstanceOf(BadUsage.class)
                .hasMessage("split 'train' has 3 samples, fewer than one batch of 4");
    }

    @Test
    void wholeImagesComeInOrderAndUnchanged() {
        List<Batch> batches = new ArrayList<>();
        new WholeImages(new Numbered(5, SIZE), 2).forEach(batches::add);

        assertThat(batches).extracting(Batch::count).containsExactly(2, 2, 1);
        assertThat(samples(batches)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void wholeImagesOfAnotherSizeBeginANewBatch() {
        Split mixed = new Changed(new Numbered(4, SIZE)) {
            @Override
            public Sample sample(int index) {
                return super.sample(index).resized(new DataSize(index < 3 ? 4 : 5, 4));
            }
        };
        List<Batch> batches = new ArrayList<>();
        new WholeImages(mixed, 10).forEach(batches::add);

        assertThat(batches).extracting(Batch::toString).containsExactly("Batch[3 of 4x4]", "Batch[1 of 5x4]");
    }

    private static BatchLoader loader(Split split, Loading loading) {
        return new BatchLoader(split, Augmentation.none(), loading, SEED);
    }

    /** The next batches, as many as an epoch has. */
    private static List<Batch> epoch(BatchLoader loader) {
        return Stream.generate(loader::next).limit(loader.batchesPerEpoch()).toList();
    }

    private static List<Integer> samples(Iterable<Batch> batches) {
        List<Integer> samples = new ArrayList<>();
        for (Batch batch : batches) {
            for (int i = 0; i < batch.count(); i++) {
                samples.add(batch.labels()[i * batch.height() * batch.width()] & 0xFF);
            }
        }
        return samples;
    }

    private static void assertEqual(Batch a, Batch b) {
        assertThat(Arrays.equals(a.images(), b.images()) && Arrays.equals(a.labels(), b.labels()))
                .isTrue();
    }

    private static Split noise(int count) {
        return new Changed(new Numbered(count, SIZE)) {
            @Override
            public Sample sample(int index) {
                Sample sample = super.sample(index);
                byte[] rgb = new byte[sample.pixelBytes().length];
                new Seed(index).generator().nextBytes(rgb);
                byte[] labels = new byte[sample.labels().length];
                IntStream.range(0, labels.length).forEach(i -> labels[i] = (byte) (i % 3));
                return new Sample(sample.id(), sample.size(), rgb, labels);
            }
        };
    }

    /** A copy of another split, except for the methods that a test overrides. */
    private static class Changed implements Split {

        private final Split like;

        Changed(Split like) {
            this.like = like;
        }

        @Override
        public String name() {
            return like.name();
        }

        @Override
        public LabelSet labels() {
            return like.labels();
        }

        @Override
        public int size() {
            return like.size();
        }

        @Override
        public Sample sample(int index) {
            return like.sample(index);
        }

        @Override
        public String fingerprint() {
            return like.fingerprint();
        }
    }
}
