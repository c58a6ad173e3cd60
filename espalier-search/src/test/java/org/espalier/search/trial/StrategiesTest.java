package org.espalier.search.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.search.trial.Searcher.Evolution;
import org.espalier.search.trial.Searcher.Guided;
import org.espalier.search.trial.Searcher.Halving;
import org.junit.jupiter.api.Test;

/** Strategies on architectures that are numbers of four digits; the best is 7316. */
class StrategiesTest {

    private static final int BEST = 7316;
    private static final int NUMBERS = 10_000;

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
                        .sorted(Comparator.comparingDouble(StrategiesTest::loss))
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
        assertThat(trained).hasSize(4);
    }

    @Test
    void rungsThatAreOneStepAreRefused() {
        assertThatThrownBy(() -> halving(Halving.DEFAULT, 2))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("of 2 steps, [0.25, 0.5, 0.75, 1.0] are steps [1, 1, 2, 2]");
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
    void guidedHalvingBeginsWithRandomCandidatesAndTrainsAsManyAsHalving() {
        Guided plan = new Guided(10, 2, List.of(0.5, 1.0));
        List<Trial<Integer>> guided = run(guided(plan, 3));
        List<Trial<Integer>> random = run(halving(plan.halving(), 100));
        assertThat(guided.subList(0, 4)).isEqualTo(random.subList(0, 4));
        assertThat(guided)
                .extracting(Trial::steps)
                .isEqualTo(random.stream().map(Trial::steps).toList());
        assertThat(new HashSet<>(architectures(guided.subList(0, 10)))).hasSize(10);
        assertThat(plan.trainings()).isEqualTo(plan.halving().trainings());
    }

    /** The first candidate has the largest loss; of the others 4, 2, 1 would survive. */
    @Test
    void theFirstCandidateMayBeTrainedToTheEnd() {
        Guided plan = new Guided(8, 2, List.of(0.25, 0.5, 0.75, 1.0)).keepingFirst();
        Strategy<Integer> strategy = guided(plan, 3);
        List<Trial<Integer>> trials = new ArrayList<>();
        for (Optional<Trial<Integer>> next = strategy.ask(); next.isPresent(); next = strategy.ask()) {
            trials.add(next.get());
            boolean isFirst = next.get().architecture().equals(trials.getFirst().architecture());
            strategy.tell(next.get(), isFirst ? 1e6 : next.get().architecture());
        }
        assertThat(Stream.of(25L, 50L, 75L, 100L)
                        .map(rung -> trials.stream()
                                .filter(trial -> trial.steps() == rung)
                                .count()))
                .containsExactly(8L, 4L, 2L, 2L);
        assertThat(strategy.ranked().get(1).trial())
                .isEqualTo(new Trial<>(trials.size(), trials.getFirst().architecture(), 100));
        assertThat(plan.trainings()).isEqualTo(8 * 0.25 + 4 * 0.25 + 2 * 0.25 + 2 * 0.25);
        assertThat(plan.judgements()).isEqualTo(8 + 4 + 2 + 2);
        assertThat(plan.networks()).isEqualTo(8);
    }

    @Test
    void aFirstCandidateThatFailedIsNotKept() {
        Strategy<Integer> strategy = guided(new Guided(4, 2, List.of(0.5, 1.0)).keepingFirst(), 3);
        Trial<Integer> first = strategy.ask().orElseThrow();
        strategy.tell(first, Double.NaN);
        assertThat(architectures(run(strategy)).subList(3, 5)).doesNotContain(first.architecture());
    }

    /** Losses add up over digits, so that their effects can be learned. */
    @Test
    void guidedHalvingFindsBetterArchitecturesThanHalving() {
        double guided = 0;
        double drawn = 0;
        for (int seed = 0; seed < 30; seed++) {
            Guided plan = new Guided(40, 2, List.of(0.5, 1.0));
            guided += best(guided(plan, seed)) / 30;
            drawn += best(new HalvingStrategy<>(StrategiesTest::draw, new Seed(seed), plan.halving(), 100)) / 30;
        }
        assertThat(guided).isLessThan(drawn - 1);
    }

    @Test
    void guidedHalvingDrawsAtRandomWhileAllTrainingsFail() {
        Strategy<Integer> strategy = guided(new Guided(8, 2, List.of(0.5, 1.0)), 3);
        List<Integer> drawn = architectures(IntStream.range(0, 8)
                .mapToObj(index -> tell(strategy, Double.NaN))
                .toList());
        assertThat(new HashSet<>(drawn)).hasSize(8);
        assertThat(strategy.ask()).isEmpty();
    }

    @Test
    void guidedHalvingAvoidsWhatFailed() {
        Strategy<Integer> strategy = guided(new Guided(40, 2, List.of(0.5, 1.0)), 3);
        List<Integer> drawn = new ArrayList<>();
        for (int trial = 0; trial < 40; trial++) {
            Trial<Integer> next = strategy.ask().orElseThrow();
            drawn.add(next.architecture());
            strategy.tell(next, next.architecture() % 10 < 5 ? Double.NaN : 1 + next.architecture() / 1000 / 1e3);
        }
        assertThat(drawn.subList(30, 40)).allMatch(architecture -> architecture % 10 >= 5);
    }

    @Test
    void guidedHalvingEndsWhenTheSpaceIsExhausted() {
        Strategy<Integer> strategy = new Guided(16, 2, List.of(0.5, 1.0))
                .strategy(
                        seed -> seed.generator().nextInt(5),
                        StrategiesTest::mutated,
                        StrategiesTest::features,
                        new Seed(1),
                        10);
        List<Integer> trained = architectures(run(strategy));
        assertThat(trained.subList(0, 5)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        assertThat(trained).hasSize(7);
    }

    /** A sample of 6 of 6, drawn with replacement, has the best in it with 67 %. */
    @Test
    void evolutionChangesTheBestOfASampleOfTheLiving() {
        List<Trial<Integer>> trials = run(evolution(new Evolution(30, 6, 6), 1));
        assertThat(trials).hasSize(30).extracting(Trial::steps).containsOnly(100L);
        assertThat(new HashSet<>(architectures(trials))).hasSize(30);
        int ofTheBest = 0;
        for (int child = 6; child < 30; child++) {
            List<Integer> living = architectures(trials.subList(child - 6, child));
            int changed = trials.get(child).architecture();
            assertThat(living).as("child %d", child).anyMatch(parent -> isMutation(parent, changed));
            int best = living.stream()
                    .min(Comparator.comparingDouble(StrategiesTest::loss))
                    .orElseThrow();
            ofTheBest += isMutation(best, changed) ? 1 : 0;
        }
        assertThat(ofTheBest).isBetween(10, 23);
    }

    @Test
    void evolutionFindsBetterArchitecturesThanRandomDraws() {
        double evolved = 0;
        double drawn = 0;
        for (int seed = 0; seed < 30; seed++) {
            evolved += best(evolution(new Evolution(60, 10, 5), seed)) / 30;
            drawn += best(new RandomStrategy<>(StrategiesTest::draw, new Seed(seed), 60, 100)) / 30;
        }
        assertThat(evolved).isLessThan(drawn - 1);
    }

    @Test
    void whereAllMutationsWereEvaluatedEvolutionDrawsAtRandom() {
        EvolutionStrategy<Integer> strategy = new EvolutionStrategy<>(
                seed -> seed.generator().nextInt(10),
                (parent, seed) -> Optional.of(parent),
                new Seed(1),
                new Evolution(8, 2, 1),
                100);
        assertThat(new HashSet<>(architectures(run(strategy)))).hasSize(8);
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
        Guided guided = new Guided(20, 2, List.of(0.5, 1.0));
        assertThat(run(guided(guided, 4))).isEqualTo(run(guided(guided, 4)));
    }

    /** How far the digits of a number are from those of the best, in all. */
    private static double loss(int architecture) {
        int sum = 0;
        for (int place = 1; place < NUMBERS; place *= 10) {
            sum += Math.abs(architecture / place % 10 - BEST / place % 10);
        }
        return sum;
    }

    private static double best(Strategy<Integer> strategy) {
        run(strategy);
        return strategy.ranked().getFirst().loss();
    }

    /** Whether two numbers differ in one digit. */
    private static boolean isMutation(int one, int other) {
        int differences = 0;
        for (int place = 1; place < NUMBERS; place *= 10) {
            differences += one / place % 10 == other / place % 10 ? 0 : 1;
        }
        return differences == 1;
    }

    private static HalvingStrategy<Integer> halving(Halving plan, long steps) {
        return new HalvingStrategy<>(StrategiesTest::draw, new Seed(3), plan, steps);
    }

    private static Strategy<Integer> guided(Guided plan, long seed) {
        return plan.strategy(
                StrategiesTest::draw, StrategiesTest::mutated, StrategiesTest::features, new Seed(seed), 100);
    }

    /** The digit at each place. */
    private static Map<String, Double> features(int architecture) {
        Map<String, Double> features = new HashMap<>();
        for (int place = 1; place < NUMBERS; place *= 10) {
            features.put(place + "#" + architecture / place % 10, 1.0);
        }
        return features;
    }

    private static EvolutionStrategy<Integer> evolution(Evolution plan, long seed) {
        return new EvolutionStrategy<>(StrategiesTest::draw, StrategiesTest::mutated, new Seed(seed), plan, 100);
    }

    private static int draw(Seed seed) {
        return seed.generator().nextInt(NUMBERS);
    }

    /** Another digit at one place. */
    private static Optional<Integer> mutated(int parent, Seed seed) {
        RandomGenerator random = seed.generator();
        int place = (int) Math.pow(10, random.nextInt(4));
        int digit = parent / place % 10;
        int other = (digit + random.nextInt(1, 10)) % 10;
        return Optional.of(parent + (other - digit) * place);
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
