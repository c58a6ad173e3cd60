package org.espalier.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelSetTest {

    @Test
    void numberOfAClassIsItsIndex() {
        LabelSet labels = StandardLabels.camvid();

        assertThat(labels.size()).isEqualTo(11);
        assertThat(labels.name(3)).isEqualTo("Road");
        assertThat(labels.rgb(3)).isEqualTo(0x804080);
        assertThat(labels.classes().get(3).hexColor()).isEqualTo("#804080");
        assertThat(labels.rgb(LabelSet.IGNORE)).isZero();
    }

    @Test
    void standardSetsHaveTheirUsualSizes() {
        assertThat(StandardLabels.cityscapes().size()).isEqualTo(19);
        assertThat(StandardLabels.voc().size()).isEqualTo(21);
        assertThat(StandardLabels.voc().rgb(15))
                .as("person, as in the development kit")
                .isEqualTo(0xC08080);
    }

    @Test
    void vocColorsAreAllDifferent() {
        assertThat(IntStream.range(0, 256).map(ColorMap::voc)).doesNotHaveDuplicates();
    }

    @Test
    void emptySetsAndNamesGivenTwiceAreRefused() {
        assertThatThrownBy(() -> new LabelSet(List.of())).hasMessage("a label set holds 1..255 classes, got 0");
        assertThatThrownBy(() -> LabelSet.ofNames(List.of("car", "car"))).hasMessageContaining("'car' twice");
    }
}
