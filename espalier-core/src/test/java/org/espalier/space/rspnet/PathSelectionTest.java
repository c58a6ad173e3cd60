package org.espalier.space.rspnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class PathSelectionTest {

    @Test
    void thresholdKeepsGatesOfAtLeastItsShareOfTheLargest() {
        assertThat(PathSelection.DEFAULT.kept(new double[] {0.8, 0.39, 0.4})).containsExactly(0, 2);
        assertThat(new PathSelection.Threshold(1).kept(new double[] {0.1, 0.2, 0.2}))
                .containsExactly(1, 2);
        assertThat(new PathSelection.Threshold(0).kept(new double[] {0.1, 0, 0.2}))
                .containsExactly(0, 2);
    }

    @Test
    void top1KeepsTheLargestAndTheFirstOfEquals() {
        assertThat(new PathSelection.Top1().kept(new double[] {0.1, 0.7, 0.7})).containsExactly(1);
    }

    @Test
    void topKKeepsTheLargestInTheirOrder() {
        assertThat(new PathSelection.TopK(2).kept(new double[] {0.6, 0.1, 0.7})).containsExactly(0, 2);
        assertThat(new PathSelection.TopK(5).kept(new double[] {0.6, 0, 0.7})).containsExactly(0, 2);
    }

    @Test
    void meanKeepsTheGatesAboveIt() {
        PathSelection mean = new PathSelection.Mean();
        assertThat(mean.kept(new double[] {0.6, 0.1, 0.7})).containsExactly(0, 2);
        assertThat(mean.kept(new double[] {0.51, 0.49, 0.49})).containsExactly(0);
        assertThat(mean.kept(new double[] {0.5, 0.5, 0.5})).containsExactly(0);
        assertThat(mean.kept(new double[] {0.2})).containsExactly(0);
        assertThat(mean.boundary(new double[] {0.6, 0.2, 0.7})).isCloseTo(0.5, within(1e-12));
    }

    /** Gates of a short search lie close together, those of a random network do not. */
    @Test
    void meanKeepsTheSameInputsHoweverFarApartTheGatesAre() {
        PathSelection mean = new PathSelection.Mean();
        int narrow = 0;
        for (int seed = 0; seed < 200; seed++) {
            double[] gates =
                    IntStream.range(0, 3).mapToDouble(new Seed(seed)::uniform).toArray();
            double[] close =
                    Arrays.stream(gates).map(gate -> 0.5 + (gate - 0.5) / 4).toArray();
            assertThat(mean.kept(close)).as("seed %d", seed).isEqualTo(mean.kept(gates));
            narrow += PathSelection.DEFAULT.kept(close).size();
        }
        assertThat(narrow).isGreaterThan(3 * 200 * 9 / 10);
    }

    @Test
    void theBoundaryLiesBetweenKeptGatesAndTheOthers() {
        assertThat(PathSelection.DEFAULT.boundary(new double[] {0.8, 0.39, 0.4}))
                .isEqualTo(0.4);
        assertThat(new PathSelection.TopK(2).boundary(new double[] {0.9, 0.1, 0.4}))
                .isCloseTo(0.2, within(1e-12));
        assertThat(new PathSelection.Top1().boundary(new double[] {0.9, 0.1, 0.4}))
                .isCloseTo(0.6, within(1e-12));
        assertThat(new PathSelection.TopK(3).boundary(new double[] {0.9, 0.1, 0.4}))
                .isZero();
    }

    @Test
    void everySelectionKeepsTheLargestAtAnyScaleOfTheGates() {
        List<PathSelection> selections = List.of(
                PathSelection.DEFAULT, new PathSelection.Mean(), new PathSelection.Top1(), new PathSelection.TopK(2));
        for (int seed = 0; seed < 200; seed++) {
            double[] gates = IntStream.range(0, 1 + seed % 4)
                    .mapToDouble(new Seed(seed)::uniform)
                    .toArray();
            double[] scaled = Arrays.stream(gates).map(gate -> gate / 4).toArray();
            int largest = new PathSelection.Top1().kept(gates).getFirst();
            for (PathSelection selection : selections) {
                assertThat(selection.kept(gates))
                        .as("seed %d: %s", seed, selection)
                        .contains(largest)
                        .isSorted()
                        .isEqualTo(selection.kept(scaled));
            }
        }
    }
}
