package org.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class SplitTest {

    private static final DataSize TINY = new DataSize(1, 2);

    @Test
    void halvesShareNothingAndTogetherAreTheWhole() {
        Split whole = new Numbered(11, TINY);
        Split a = whole.half(new Seed(5), 0);
        Split b = whole.half(new Seed(5), 1);

        assertThat(a.size()).isEqualTo(6);
        assertThat(b.size()).isEqualTo(5);
        assertThat(Stream.concat(ids(a), ids(b)))
                .containsExactlyInAnyOrderElementsOf(ids(whole).toList());
        assertThat(a.name()).isEqualTo("trainA");
    }

    @Test
    void seedDecidesTheHalves() {
        Split whole = new Numbered(40, TINY);

        assertThat(ids(whole.half(new Seed(5), 0)))
                .isEqualTo(ids(whole.half(new Seed(5), 0)).toList());
        assertThat(ids(whole.half(new Seed(6), 0)).toList())
                .isNotEqualTo(ids(whole.half(new Seed(5), 0)).toList());
        assertThat(whole.half(new Seed(6), 0).fingerprint())
                .isNotEqualTo(whole.half(new Seed(5), 0).fingerprint());
    }

    @Test
    void oneSampleHasNoHalves() {
        assertThatThrownBy(() -> new Numbered(1, TINY).half(new Seed(1), 0))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("at least 2");
        assertThatThrownBy(() -> new Numbered(4, TINY).half(new Seed(1), 2)).hasMessage("half: got 2, allowed 0 and 1");
    }

    @Test
    void resizedSplitHasItsOwnFingerprint() {
        Split whole = new Numbered(2, TINY);
        Split large = whole.resized(new DataSize(4, 4));

        assertThat(large.sample(1).size()).isEqualTo(new DataSize(4, 4));
        assertThat(large.sample(1).labels()).containsOnly(1);
        assertThat(large.fingerprint()).isNotEqualTo(whole.fingerprint());
    }

    @Test
    void unknownSplitIsRefusedWithTheExistingOnes() {
        Split train = new Numbered(2, TINY);
        Dataset data = new Dataset("numbers", train.labels(), List.of(train));

        assertThat(data.split("train")).isSameAs(train);
        assertThatThrownBy(() -> data.split("test"))
                .isInstanceOf(BadUsage.class)
                .hasMessage("data numbers: no split 'test'; there is [train]");
    }

    @Test
    void statisticsCountClassesAndColors() {
        SplitStatistics statistics = SplitStatistics.of(new Numbered(2, TINY));

        assertThat(statistics.classes())
                .extracting(SplitStatistics.ClassCount::pixels)
                .containsExactly(2L, 2L, 0L);
        assertThat(statistics.classes())
                .extracting(SplitStatistics.ClassCount::images)
                .containsExactly(1, 1, 0);
        assertThat(statistics.mean()).containsExactly(0.5, 0.5, 0.5);
        assertThat(statistics.deviation()).containsExactly(0.5, 0.5, 0.5);
        assertThat(statistics.medianFrequencyWeights()).containsExactly(1, 1, 1);
    }

    @Test
    void medianFrequencyUsesOnlyImagesWithTheClass() {
        LabelSet labels = LabelSet.ofNames(List.of("often", "seldom", "never"));
        SplitStatistics statistics = new SplitStatistics(
                List.of(
                        new SplitStatistics.ClassCount(labels.name(0), 150, 2, 200),
                        new SplitStatistics.ClassCount(labels.name(1), 25, 1, 100),
                        new SplitStatistics.ClassCount(labels.name(2), 0, 0, 0)),
                25,
                List.of(0.0, 0.0, 0.0),
                List.of(0.0, 0.0, 0.0));

        assertThat(statistics.medianFrequencyWeights()).containsExactly(0.5 / 0.75, 0.5 / 0.25, 1);
    }

    private static Stream<String> ids(Split split) {
        return IntStream.range(0, split.size()).mapToObj(i -> split.sample(i).id());
    }
}
