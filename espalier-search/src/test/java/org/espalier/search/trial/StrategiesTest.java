package org.espalier.search.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.search.trial.Searcher.Evolution;
import org.espalier.search.trial.Searcher.Halving;
import org.junit.jupiter.api.Test;

/** Strategies on architectures that are numbers from 0 to 99; the loss of a number is its distance from 70. */
class StrategiesTest {

    private static final int BEST = 70;

    @Test
    void halvingTrainsFewerCandidatesFurther() {
        HalvingStrategy<Integer> strategy = halving(new Halving(9, 3, List.of(0.5, 0.75, 1.0)), 100);
        List<Trial<Integer>> trials = run(strategy);

        assertThat(trials)
                .extracting(Trial::number)
                .isEqualTo(IntStream.rangeClosed(1, 13).boxed().toList());
        assertThat(trials.stream().filter(trial -> trial.steps() == 50)).hasSize(9);
        List<Integer> first = architectures(trials.subList(0, 9));
        assertThat(new HashSet<>(first)).hasSize(9);
        assertThat(architectures(trials.subList(9, 12)))
                .isEqualTo(first.stream()
                        .sorted((one, other) -> Double.compare(loss(one), loss(other)))
                        .limit(3)
                        .toList());
        assertThat(trials.subList(9, 12)).extracting(Trial::steps).containsOnly(75L);
        assertThat(trials.getLast().steps()).isEqualTo(100);
        assertThat(strategy.ranked()).hasSize(9);
        assertThat(strategy.ranked().getFirst().trial()).isEqualTo(trials.getLast());
        assertThat(strategy.ranked()).extracting(one -> one.trial().steps()).startsWith(100L, 75L, 75L, 50L);
    }

    /** Number 1 leads at the first rung, number 2 at the second: what counts is how they do further on. */
    @Test
    void aCandidateThatFellBehindRanksBelowAllThatGotFurther() {
        HalvingStrategy<Integer> strategy = halving(new Halving(4, 2, List.of(0.5, 1.0)), 10);
        List<Trial<Integer>> first = IntStream.range(0, 4)
                .mapToObj(index -> tell(strategy, index + 1))
                .toList();
        tell(strategy, 9);
        tell(strategy, 8);
        assertThat(strategy.ask()).isEmpty();
        List<Integer> drawn = architectures(first);
        assertThat(strategy.ranked())
                .extracting(one -> one.trial().architecture())
                .containsExactly(drawn.get(1), drawn.get(0), drawn.get(2), drawn.get(3));
    }

    @Test
    void aFailedTrainingNeitherSurvivesNorRanksAboveAnother() {
        HalvingStrategy<Integer> strategy = halving(new Halving(4, 2, List.of(0.5, 1.0)), 10);
        tell(strategy, Double.NaN);
        tell(strategy, Double.NaN);
        tell(strategy, Double.NaN);
        Trial<Integer> only = tell(strategy, 5);
        assertThat(tell(strategy, Double.NaN).architecture()).isEqualTo(only.architecture());
        assertThat(strategy.ask()).isEmpty();
        assertThat(strategy.ranked().getFirst().trial().architecture()).isEqualTo(only.architecture());

        HalvingStrategy<Integer> none = halving(new Halving(2, 2, List.of(0.5, 1.0)), 10);
        tell(none, Double.NaN);
        tell(none, Double.NaN);
        assertThat(none.ask()).isEmpty();
        assertThat(none.ranked()).hasSize(2);
    }

    @Test
    void aSpaceWithFewerNetworksThanCandidatesGivesAllOfThem() {
        HalvingStrategy<Integer> strategy = new HalvingStrategy<>(
                seed -> seed.generator().nextInt(3), new Seed(1), new Halving(16, 2, List.of(0.5, 1.0)), 10);
        List<Integer> trained = architectures(run(strategy));
        assertThat(trained.subList(0, 3)).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(trained)
                .as("the numbers near the best are the large ones")
                .hasSize(4)
                .endsWith(2);
    }

    @Test
    void rungsThatAreOneStepAreRefused() {
        assertThatThrownBy(() -> halving(Halving.DEFAULT, 2))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("of 2 steps, [0.5, 0.75, 1.0] are steps [1, 2, 2]");
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Halving(4, 1, List.of(0.5, 1.0))).hasMessageStartingWith("eta: 1.0; allowed:");
        assertThatThrownBy(() -> new Halving(1, 2, List.of(0.5, 1.0))).hasMessageStartingWith("candidates: 1");
        for (List<Double> rungs : List.of(
                List.of(1.0, 0.5),
                List.of(0.5, 1.5),
                List.of(0.5, 0.5, 1.0),
                List.of(0.0, 1.0),
                List.of(0.5),
                List.<Double>of())) {
            assertThatThrownBy(() -> new Halving(4, 2, rungs)).hasMessageStartingWith("rungs: " + rungs);
        }
        assertThatThrownBy(() -> new Evolution(4, 5, 2)).hasMessage("population: 5; allowed: 1 to 4");
        assertThatThrownBy(() -> new Evolution(4, 3, 4)).hasMessage("sample: 4; allowed: 1 to 3");
    }

    @Test
    void evolutionChangesTheBestOfTheLiving() {
        Evolution plan = new Evolution(30, 6, 6);
        EvolutionStrategy<Integer> strategy = evolution(plan, 1);
        List<Trial<Integer>> trials = run(strategy);

        assertThat(trials).hasSize(30).extracting(Trial::steps).containsOnly(100L);
        assertThat(new HashSet<>(architectures(trials))).hasSize(30);
        int besides = 0;
        for (int child = 6; child < 30; child++) {
            List<Integer> living = architectures(trials.subList(child - 6, child));
            int changed = trials.get(child).architecture();
            assertThat(living).as("child %d", child).anyMatch(parent -> Math.abs(parent - changed) == 1);
            int best = living.stream()
                    .min((one, other) -> Double.compare(loss(one), loss(other)))
                    .orElseThrow();
            besides += Math.abs(best - changed) == 1 ? 0 : 1;
        }
        assertThat(besides)
                .as("a sample of 6 out of 6, with replacement, has the best with 67 %")
                .isBetween(1, 16);
    }

    @Test
    void evolutionFindsTheBestWhereRandomDrawsDoNot() {
        Set<Integer> found = new HashSet<>();
        for (int seed = 0; seed < 10; seed++) {
            EvolutionStrategy<Integer> strategy = evolution(new Evolution(40, 5, 3), seed);
            run(strategy);
            found.add(strategy.ranked().getFirst().trial().architecture());
        }
        assertThat(found)
                .as("40 of 100 numbers, ten times")
                .allSatisfy(best -> assertThat(loss(best)).isLessThan(2));
    }

    @Test
    void evolutionEndsWhenTheSpaceIsExhausted() {
        EvolutionStrategy<Integer> strategy = new EvolutionStrategy<>(
                seed -> seed.generator().nextInt(3),
                (parent, seed) -> Optional.of((parent + 1) % 4),
                new Seed(1),
                new Evolution(20, 5, 2),
                100);
        assertThat(architectures(run(strategy))).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void theSameLossesGiveTheSameProposals() {
        assertThat(run(evolution(new Evolution(20, 5, 3), 4))).isEqualTo(run(evolution(new Evolution(20, 5, 3), 4)));
        assertThat(run(halving(Halving.DEFAULT, 100))).isEqualTo(run(halving(Halving.DEFAULT, 100)));
    }

    private static double loss(int architecture) {
        return Math.abs(architecture - BEST);
    }

    private static HalvingStrategy<Integer> halving(Halving plan, long steps) {
        return new HalvingStrategy<>(StrategiesTest::draw, new Seed(3), plan, steps);
    }

    private static EvolutionStrategy<Integer> evolution(Evolution plan, long seed) {
        return new EvolutionStrategy<>(StrategiesTest::draw, StrategiesTest::neighbour, new Seed(seed), plan, 100);
    }

    private static int draw(Seed seed) {
        return seed.generator().nextInt(100);
    }

    private static Optional<Integer> neighbour(int parent, Seed seed) {
        RandomGenerator random = seed.generator();
        return Optional.of(parent + (random.nextBoolean() ? 1 : -1));
    }

    private static Trial<Integer> tell(Strategy<Integer> strategy, double loss) {
        Trial<Integer> trial = strategy.ask().orElseThrow();
        strategy.tell(trial, loss);
        return trial;
    }

    private static List<Trial<Integer>> run(Strategy<Integer> strategy) {
        List<Trial<Integer>> trials = new ArrayList<>();
        for (Optional<Trial<Integer>> next = strategy.ask(); next.isPresent(); next = strategy.ask()) {
            trials.add(next.get());
            strategy.tell(next.get(), loss(next.get().architecture()));
        }
        return trials;
    }

    private static List<Integer> architectures(List<Trial<Integer>> trials) {
        return trials.stream().map(Trial::architecture).toList();
    }
}
