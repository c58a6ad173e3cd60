package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.espalier.data.Split;
import org.espalier.data.spec.Datasets;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalvesTest {

    private static final Seed SEED = new Seed(1);

    /** A fiftieth is left out, rounded. */
    @ParameterizedTest
    @CsvSource({"100, 49, 49", "101, 50, 49", "24, 12, 12", "3, 2, 1", "2, 1, 1"})
    void contiguousHalvesAreTheEndsOfTheImages(int images, int ofWeights, int ofArchitecture) {
        Split train = scenes(images);
        List<String> all = ids(train);
        assertThat(ids(Halves.CONTIGUOUS.ofWeights(train, SEED))).isEqualTo(all.subList(0, ofWeights));
        assertThat(ids(Halves.CONTIGUOUS.ofArchitecture(train, SEED)))
                .isEqualTo(all.subList(images - ofArchitecture, images));
    }

    @Test
    void shuffledHalvesAreTheWhole() {
        Split train = scenes(40);
        List<String> first = ids(Halves.SHUFFLED.ofWeights(train, SEED));
        List<String> second = ids(Halves.SHUFFLED.ofArchitecture(train, SEED));
        assertThat(first).hasSize(20).doesNotContainAnyElementsOf(second);
        assertThat(second).hasSize(20);
        assertThat(first).isNotEqualTo(ids(train).subList(0, 20));
    }

    @Test
    void oneImageHasNoHalves() {
        assertThatThrownBy(() -> Halves.CONTIGUOUS.ofWeights(scenes(1), SEED)).isInstanceOf(BadUsage.class);
    }

    private static Split scenes(int images) {
        return Datasets.open("scenes:train=" + images + ",val=2,size=32x48").split("train");
    }

    private static List<String> ids(Split split) {
        return IntStream.range(0, split.size())
                .mapToObj(place -> split.sample(place).id())
                .toList();
    }
}
