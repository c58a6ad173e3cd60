package org.espalier.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

/** Families whose cost is a known polynomial: a chain of convolutions between its widths. */
class WidthSolverTest {

    private static final WidthFamily<List<Integer>> CHAIN =
            new WidthFamily<>(List.of(Width.of("a", 24), Width.of("b", 48), Width.of("c", 64)), channels -> channels);

    @Test
    void widthsAreInProportionWhereThatMeetsTheBudget() {
        double cost = cost(List.of(48, 96, 128));
        assertThat(solver(cost).require(CHAIN)).containsExactly(48, 96, 128);
    }

    @Test
    void widthsAreMultiplesOfTheirStepsAndMeetTheBudget() {
        RandomGenerator random = new Seed(1).generator();
        for (int trial = 0; trial < 200; trial++) {
            List<Width> widths = IntStream.range(0, random.nextInt(3, 8))
                    .mapToObj(index -> Width.of("w" + index, random.nextInt(16, 100)))
                    .toList();
            WidthFamily<List<Integer>> family = new WidthFamily<>(widths, channels -> channels);
            double budget = cost(family.scaled(1)) * random.nextDouble(0.5, 8);
            List<Integer> solved = solver(budget).require(family);
            assertThat(cost(solved)).as("trial %d", trial).isCloseTo(budget, within(0.02 * budget));
            assertThat(solved).allSatisfy(width -> assertThat(width % 4).isZero());
        }
    }

    @Test
    void repairsKeepTheProportions() {
        for (int million = 1; million < 40; million++) {
            List<Integer> solved = solver(1e6 * million).require(CHAIN);
            double factor = Math.sqrt(1e6 * million / cost(List.of(24, 48, 64)));
            for (int width = 0; width < solved.size(); width++) {
                double exact = factor * CHAIN.widths().get(width).channels();
                assertThat((double) solved.get(width)).as("%d M", million).isCloseTo(exact, within(0.05 * exact + 10));
            }
        }
    }

    @Test
    void aBudgetOutOfReachNamesTheNearestTheLeastAndTheMost() {
        assertThatThrownBy(() -> solver(10).require(CHAIN))
                .isInstanceOf(BadUsage.class)
                .hasMessageContainingAll("within 2%", "the narrowest", "the widest");
        assertThat(solver(10).find(CHAIN)).isEmpty();
        assertThat(solver(10).nearest(CHAIN)).containsExactly(4, 4, 4);
    }

    @Test
    void betweenCoarseStepsNothingMeetsTheBudget() {
        WidthFamily<List<Integer>> coarse = new WidthFamily<>(List.of(new Width("a", 32, 32)), channels -> channels);
        double between = cost(List.of(48));
        assertThat(solver(between).find(coarse)).isEmpty();
        assertThatThrownBy(() -> solver(between).require(coarse))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("the nearest");
    }

    private static WidthSolver<List<Integer>> solver(double budget) {
        return new WidthSolver<>(new Budget.MultiplyAdds(Math.round(budget)), WidthSolverTest::cost);
    }

    /** From 3 channels through all widths to 11, 3 x 3 each on 100 pixels. */
    private static double cost(List<Integer> channels) {
        double sum = 0;
        int from = 3;
        for (int to : channels) {
            sum += 900.0 * from * to;
            from = to;
        }
        return sum + 900.0 * from * 11;
    }
}
