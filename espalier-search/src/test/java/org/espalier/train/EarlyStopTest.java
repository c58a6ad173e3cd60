package org.espalier.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadUsage;
import org.junit.jupiter.api.Test;

class EarlyStopTest {

    /** CamVid has 367 training images: 10 % are 37, 2 % of gap are 8. */
    @Test
    void selectIsTheEndOfTrainAndFitItsBeginning() {
        EarlyStop stop = new EarlyStop(3, 0.1, 0.02);
        Split train = new Counted(367);
        assertThat(stop.fit(train).size()).isEqualTo(322);
        assertThat(stop.fit(train).sample(0).id()).isEqualTo("0");
        assertThat(stop.fit(train).sample(321).id()).isEqualTo("321");
        assertThat(stop.select(train).size()).isEqualTo(37);
        assertThat(stop.select(train).sample(0).id()).isEqualTo("330");
        assertThat(stop.select(train).sample(36).id()).isEqualTo("366");
    }

    @Test
    void fitAndSelectNeverOverlapAndTheGapIsKept() {
        for (int size = 2; size < 120; size++) {
            for (double share : new double[] {0.01, 0.1, 0.33, 0.5}) {
                for (double gap : new double[] {0, 0.02, 0.2}) {
                    Split train = new Counted(size);
                    EarlyStop stop = new EarlyStop(1, share, gap);
                    int fit;
                    try {
                        fit = stop.fit(train).size();
                    } catch (BadUsage tooFew) {
                        continue;
                    }
                    int first = Integer.parseInt(stop.select(train).sample(0).id());
                    assertThat(first - fit).isEqualTo((int) Math.ceil(gap * size));
                    assertThat(first + stop.select(train).size()).isEqualTo(size);
                }
            }
        }
    }

    @Test
    void withoutPatienceAllImagesAreTrainedOn() {
        Split train = new Counted(10);
        assertThat(EarlyStop.OFF.isOn()).isFalse();
        assertThat(EarlyStop.OFF.fit(train)).isSameAs(train);
    }

    @Test
    void tooFewImagesAreRefused() {
        assertThatThrownBy(() -> new EarlyStop(1, 0.5, 0.5).fit(new Counted(4)))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("of the 4 images of split 'train' select takes 2")
                .hasMessageContaining("stop.share");
        assertThatThrownBy(() -> new EarlyStop(1, 0.6, 0)).hasMessage("share: 0.6; allowed: more than 0, at most 0.5");
    }

    /** A split whose samples are named by their numbers. */
    private record Counted(int size) implements Split {

        @Override
        public String name() {
            return "train";
        }

        @Override
        public LabelSet labels() {
            return LabelSet.ofNames(List.of("a"));
        }

        @Override
        public Sample sample(int index) {
            return new Sample(Integer.toString(index), new DataSize(1, 1), new byte[3], new byte[1]);
        }

        @Override
        public String fingerprint() {
            return "counted";
        }
    }
}
