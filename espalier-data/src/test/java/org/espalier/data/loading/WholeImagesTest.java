package org.espalier.data.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.label.LabelClass;
import org.espalier.label.LabelSet;
import org.junit.jupiter.api.Test;

class WholeImagesTest {

    @Test
    void aBatchOfSeveralImagesHasAtMostAMillionPixels() {
        assertThat(counts(new Plain(5, new DataSize(512, 1024)))).containsExactly(2, 2, 1);
        assertThat(counts(new Plain(2, new DataSize(1024, 2048)))).containsExactly(1, 1);
        assertThat(counts(new Plain(5, new DataSize(360, 480)))).containsExactly(4, 1);
    }

    private static List<Integer> counts(Split split) {
        List<Integer> counts = new ArrayList<>();
        new WholeImages(split, 4).forEach(batch -> counts.add(batch.count()));
        return counts;
    }

    /** Black images. */
    private record Plain(int size, DataSize sides) implements Split {

        @Override
        public String name() {
            return "val";
        }

        @Override
        public LabelSet labels() {
            return LabelSet.of(LabelClass.of("all", 0, 0, 0));
        }

        @Override
        public Sample sample(int index) {
            return new Sample("black", sides, new byte[3 * sides.pixels()], new byte[sides.pixels()]);
        }

        @Override
        public String fingerprint() {
            return "black";
        }
    }
}
