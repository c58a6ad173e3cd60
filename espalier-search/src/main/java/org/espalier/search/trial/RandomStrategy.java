package org.espalier.search.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private static final int TRIES = 1000;

    private final Function<Seed, A> draw;
    private final Seed seed;
    private final int trials;
    private final long steps;
    private final Set<A> asked = new HashSet<>();
    private final List<Scored<A>> results = new ArrayList<>();
    private long draws;

    /**
     * Creates a strategy without trials.
     *
     * @param draw a random architecture, such as {@code space::random}
     * @param trials number of architectures; fewer if a thousand draws in a row give no new one
     * @param steps training steps of each trial
     */
    public RandomStrategy(Function<Seed, A> draw, Seed seed, int trials, long steps) {
        Allowed.atLeast("trials", trials, 1);
        this.draw = draw;
        this.seed = seed;
        this.trials = trials;
        this.steps = steps;
    }

    @Override
    public Optional<Trial<A>> ask() {
        if (asked.size() == trials) {
            return Optional.empty();
        }
        for (int attempt = 0; attempt < TRIES; attempt++) {
            A drawn = draw.apply(seed.derive(draws++));
            if (asked.add(drawn)) {
                return Optional.of(new Trial<>(asked.size(), drawn, steps));
            }
        }
        return Optional.empty();
    }

    @Override
    public void tell(Trial<A> trial, double loss) {
        results.add(new Scored<>(trial, loss));
    }

    @Override
    public List<Scored<A>> ranked() {
        return results.stream().sorted(Comparator.comparingDouble(Scored::loss)).toList();
    }
}
