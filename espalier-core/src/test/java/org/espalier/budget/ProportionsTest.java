package org.espalier.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class ProportionsTest {

    private static final WidthFamily<List<Integer>> FAMILY = new WidthFamily<>(
            List.of(Width.of("stem", 24), Width.of("stem", 48), Width.of("level 0", 16), Width.of("head", 64)),
            channels -> channels);

    @Test
    void thePartsAreWiderOrNarrowerAsAWhole() {
        Set<List<Double>> drawn = new HashSet<>();
        for (int seed = 0; seed < 300; seed++) {
            List<Double> channels = new Proportions(List.of(0.5, 1.0, 2.0), new Seed(seed))
                    .of(FAMILY).widths().stream().map(Width::channels).toList();
            assertThat(channels.get(1)).isEqualTo(2 * channels.get(0));
            assertThat(channels.get(2)).isIn(8.0, 16.0, 32.0);
            drawn.add(channels);
        }
        assertThat(drawn).as("three factors for each of three parts").hasSize(27);
    }

    @Test
    void aSingleFactorLeavesTheProportions() {
        assertThat(new Proportions(List.of(1.0), new Seed(1)).of(FAMILY).widths())
                .isEqualTo(FAMILY.widths());
    }

    @Test
    void factorsAreMoreThanNothing() {
        assertThatThrownBy(() -> new Proportions(List.of(0.0), new Seed(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("factors: 0.0; allowed: more than 0");
    }
}
