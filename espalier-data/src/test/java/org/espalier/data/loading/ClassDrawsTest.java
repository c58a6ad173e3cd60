package org.espalier.data.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.data.ClassPresence;
import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.data.augment.Augmentation;
import org.espalier.data.loading.ClassDraws.Draw;
import org.espalier.label.Batch;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadData;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class ClassDrawsTest {

    private static final Seed SEED = new Seed(5);

    /** Class 1 is in one of a hundred samples, class 2 in two, class 0 in all; class 3 in none. */
    @Test
    void everyClassThatOccursIsDrawnEquallyOften() {
        ClassDraws draws = new ClassDraws(new Rare(), 0.75, SEED);
        int[] shown = new int[4];
        int kept = 0;
        int of99 = 0;
        for (int epoch = 0; epoch < 100; epoch++) {
            for (int index = 0; index < 100; index++) {
                Draw draw = draws.draw(epoch, index);
                if (draw.shown().isEmpty()) {
                    assertThat(draw.sample()).isEqualTo(index);
                    kept++;
                } else {
                    int label = draw.shown().getAsInt();
                    assertThat(Rare.classesOf(draw.sample())).contains(label);
                    shown[label]++;
                    of99 += label == 2 && draw.sample() == 99 ? 1 : 0;
                }
            }
        }
        assertThat(kept / 10000.0).isCloseTo(0.25, within(0.02));
        assertThat(shown[3]).isZero();
        for (int label = 0; label < 3; label++) {
            assertThat(shown[label] / 7500.0).as("class %d", label).isCloseTo(1 / 3.0, within(0.02));
        }
        assertThat(of99 / (double) shown[2]).as("one of its two samples").isCloseTo(0.5, within(0.04));
    }

    @Test
    void balancedBatchesShowTheRareClassesAndDependOnlyOnTheSeed() {
        Augmentation crop = new Augmentation(1, 1, Optional.of(new DataSize(3, 3)), 0.5, 0, 0, 0, 0);
        try (BatchLoader one = new BatchLoader(new Rare(), crop, new Loading(10, 1, 1, true, 1), SEED);
                BatchLoader many = new BatchLoader(new Rare(), crop, new Loading(10, 4, 8, true, 1), SEED)) {
            many.seek(3);
            int rare = 0;
            for (int number = 0; number < 30; number++) {
                Batch batch = one.next();
                rare += images(batch, 1);
                if (number >= 3) {
                    Batch same = many.next();
                    assertThat(same.images()).isEqualTo(batch.images());
                    assertThat(same.labels()).isEqualTo(batch.labels());
                }
            }
            assertThat(rare / 300.0).as("share of crops with the rare class").isCloseTo(1 / 3.0, within(0.1));
        }
    }

    @Test
    void withoutBalanceNothingIsDrawnAndNoPresenceIsAsked() {
        Split silent = new Rare() {
            @Override
            public ClassPresence presence() {
                throw new AssertionError("presence was asked");
            }
        };
        try (BatchLoader loader = new BatchLoader(silent, Augmentation.none(), new Loading(10, 1, 1, true, 0), SEED)) {
            List<Integer> seen = new ArrayList<>();
            for (int number = 0; number < 10; number++) {
                Batch batch = loader.next();
                for (int slot = 0; slot < 10; slot++) {
                    seen.add((int) batch.images()[slot * 3 * 64]);
                }
            }
            assertThat(seen).doesNotHaveDuplicates().hasSize(100);
        }
    }

    @Test
    void aSplitWithoutAnyLabelIsRefused() {
        Split unlabelled = new Rare() {
            @Override
            public Sample sample(int index) {
                Sample sample = super.sample(index);
                Arrays.fill(sample.labels(), (byte) LabelSet.IGNORE);
                return sample;
            }
        };
        assertThatThrownBy(() -> new ClassDraws(unlabelled, 1, SEED))
                .isInstanceOf(BadData.class)
                .hasMessage("split 'train': no pixel of any sample has a class; check the labels");
    }

    @Test
    void sharesOutsideZeroToOneAreRefused() {
        assertThatThrownBy(() -> Loading.ofBatch(2).balanced(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("balance: 1.5; allowed: 0.0 to 1.0");
        assertThatThrownBy(() -> Loading.ofBatch(2).balanced(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    private static int images(Batch batch, int label) {
        int images = 0;
        int pixels = batch.height() * batch.width();
        for (int slot = 0; slot < batch.count(); slot++) {
            for (int i = slot * pixels; i < (slot + 1) * pixels; i++) {
                if (batch.labels()[i] == label) {
                    images++;
                    break;
                }
            }
        }
        return images;
    }

    /** A hundred samples of 8x8 that show their number; sample 42 has a pixel of class 1, 7 and 99 one of class 2. */
    private static class Rare implements Split {

        static List<Integer> classesOf(int index) {
            return switch (index) {
                case 42 -> List.of(0, 1);
                case 7, 99 -> List.of(0, 2);
                default -> List.of(0);
            };
        }

        @Override
        public String name() {
            return "train";
        }

        @Override
        public LabelSet labels() {
            return LabelSet.ofNames(List.of("road", "pole", "sign", "never"));
        }

        @Override
        public int size() {
            return 100;
        }

        @Override
        public Sample sample(int index) {
            byte[] rgb = new byte[3 * 64];
            Arrays.fill(rgb, (byte) index);
            byte[] labels = new byte[64];
            labels[(index * 13) % 64] = classesOf(index).getLast().byteValue();
            return new Sample("sample-" + index, new DataSize(8, 8), rgb, labels);
        }

        @Override
        public String fingerprint() {
            return "rare";
        }
    }
}
