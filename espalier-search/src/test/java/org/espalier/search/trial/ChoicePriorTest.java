package org.espalier.search.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.random.Seed;
import org.espalier.search.trial.Searcher.Guided;
import org.junit.jupiter.api.Test;

/** Architectures are the numbers below 1000; the choices speak for small ones. */
class ChoicePriorTest {

    private static final Guided PLAN = new Guided(10, 2, List.of(0.5, 1.0));

    @Test
    void theDecodedOneThenASentinelThenWhatTheChoicesSpeakForMostAreTrained() {
        List<Integer> candidates = candidates(prior(Optional.of(0)));
        assertThat(candidates).hasSize(10).doesNotHaveDuplicates();
        assertThat(candidates.getFirst()).isZero();
        assertThat(candidates.get(1)).as("random").isGreaterThanOrEqualTo(100);
        assertThat(candidates.subList(2, 5))
                .as("the best of a hundred draws")
                .isSorted()
                .allMatch(one -> one < 20);
    }

    /** The sentinel is then the first, and is not kept. */
    @Test
    void aSearchWhoseChoicesDecodeToNoCandidateKeepsNone() {
        List<Trial<Integer>> trials = run(prior(Optional.empty()), PLAN.keepingFirst());
        Integer sentinel = trials.getFirst().architecture();
        assertThat(sentinel).isGreaterThanOrEqualTo(100);
        assertThat(trials.subList(1, 4))
                .extracting(Trial::architecture)
                .isSorted()
                .allMatch(one -> one < 20);
        assertThat(trials.subList(10, 15))
                .allMatch(trial -> trial.steps() == 100)
                .extracting(Trial::architecture)
                .doesNotContain(sentinel);
    }

    private static List<Integer> candidates(ChoicePrior<Integer> prior) {
        return run(prior, PLAN).stream()
                .limit(PLAN.candidates())
                .map(Trial::architecture)
                .toList();
    }

    /** Small numbers have small losses. */
    private static List<Trial<Integer>> run(ChoicePrior<Integer> prior, Guided plan) {
        Strategy<Integer> strategy = prior.strategy(plan, new Seed(1), 100);
        List<Trial<Integer>> trials = new ArrayList<>();
        for (Optional<Trial<Integer>> next = strategy.ask(); next.isPresent(); next = strategy.ask()) {
            trials.add(next.get());
            strategy.tell(next.get(), next.get().architecture());
        }
        return trials;
    }

    private static ChoicePrior<Integer> prior(Optional<Integer> decoded) {
        return new ChoicePrior<>(
                decoded,
                seed -> 100 + seed.generator().nextInt(900),
                seed -> seed.generator().nextInt(100),
                number -> Map.of("hundreds", number / 100.0),
                number -> 1.0 / (1 + number));
    }
}
