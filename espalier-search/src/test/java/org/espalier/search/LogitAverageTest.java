package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LogitAverageTest {

    private static final Map<String, double[]> LAST = Map.of("a", new double[] {7, 8});

    @Test
    void withoutStepsItIsTheLast() {
        assertThat(new LogitAverage().orLast(LAST)).isEqualTo(LAST);
    }

    @Test
    void itIsTheMeanOfAllSteps() {
        LogitAverage average = new LogitAverage();
        average.add(Map.of("a", new double[] {1, 2}, "b", new double[] {5}));
        average.add(Map.of("a", new double[] {3, -2}, "b", new double[] {6}));
        assertThat(average.orLast(LAST).get("a")).containsExactly(2, 0);
        assertThat(average.orLast(LAST).get("b")).containsExactly(5.5);
    }

    @Test
    void aRestoredAverageGoesOn() {
        LogitAverage average = new LogitAverage();
        average.add(Map.of("a", new double[] {1, 2}));
        LogitAverage restored = new LogitAverage();
        restored.add(Map.of("b", new double[] {9}));
        restored.restore(average.toTensors());
        restored.add(Map.of("a", new double[] {2, 4}));
        assertThat(restored.orLast(LAST)).containsOnlyKeys("a");
        assertThat(restored.orLast(LAST).get("a")).containsExactly(1.5, 3);
    }
}
