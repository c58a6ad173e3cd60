package org.espalier.search.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.espalier.problem.Allowed;
import org.espalier.random.Seed;

/**
 * Random search: distinct random architectures, each evaluated after the same number of training steps. A strong
 * baseline (Li and Talwalkar, arXiv 1902.07638).
 *
 * @param <A> architectures; equal ones are evaluated once
 */
public final class RandomStrategy<A> implements Strategy<A> {

    private final DistinctDraws<A> draws;
    private final int trials;
    private final long steps;
    private final List<Scored<A>> results = new ArrayList<>();

    /**
     * Creates a strategy without trials.
     *
     * @param draw a random architecture, such as {@code space::random}
     * @param trials number of architectures; fewer if a thousand draws in a row give no new one
     * @param steps training steps of each trial
     */
    public RandomStrategy(Function<Seed, A> draw, Seed seed, int trials, long steps) {
        Allowed.atLeast("trials", trials, 1);
        this.draws = new DistinctDraws<>(draw, seed);
        this.trials = trials;
        this.steps = steps;
    }

    @Override
    public Optional<Trial<A>> ask() {
        if (draws.count() == trials) {
            return Optional.empty();
        }
        return draws.next().map(drawn -> new Trial<>(draws.count(), drawn, steps));
    }

    @Override
    public void tell(Trial<A> trial, double loss) {
        results.add(new Scored<>(trial, loss));
    }

    @Override
    public List<Scored<A>> ranked() {
        return results.stream().sorted(Scored.BEST_FIRST).toList();
    }
}
