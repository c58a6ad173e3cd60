package org.espalier.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {

    @Test
    void medianFrequencyMakesTheMiddleClassWeighOne() {
        assertThat(ClassWeights.medianFrequency(new long[] {50, 20, 10}, new long[] {100, 100, 100}))
                .containsExactly(0.4, 1.0, 2.0);
    }

    @Test
    void aClassInFewPicturesIsMeasuredInThose() {
        assertThat(ClassWeights.medianFrequency(new long[] {50, 20, 20}, new long[] {100, 100, 50}))
                .containsExactly(0.8, 2.0, 1.0);
    }

    @Test
    void anAbsentClassWeighsNothingAndDoesNotEnterTheMedian() {
        assertThat(ClassWeights.medianFrequency(new long[] {40, 0, 20}, new long[] {100, 0, 100}))
                .usingComparatorForType(Comparator.comparingDouble(weight -> Math.rint(weight * 1e9)), Double.class)
                .containsExactly(0.75, 0.0, 1.5);
    }

    @Test
    void refusesCountsOfNothing() {
        assertThatThrownBy(() -> ClassWeights.medianFrequency(new long[2], new long[2]))
                .hasMessageContaining("no class occurs");
    }
}
