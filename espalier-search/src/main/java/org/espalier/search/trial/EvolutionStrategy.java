package org.espalier.search.trial;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.random.Seed;

/**
 * Regularised evolution (Real, Aggarwal, Huang, Le; AAAI 2019, arXiv 1802.01548, algorithm 1): a population of random
 * architectures; each step evaluates a mutation of the best of a random sample of it, which then replaces the oldest.
 * Other than in the paper, an architecture that was evaluated before is not evaluated again: another mutation is drawn,
 * and a random architecture if there is no new mutation.
 *
 * @param <A> architectures; equal ones are evaluated once
 */
public final class EvolutionStrategy<A> implements Strategy<A> {

    private final DistinctDraws<A> draws;
    private final Mutation<A> mutation;
    private final Seed seed;
    private final Searcher.Evolution plan;
    private final long steps;
    private final Deque<Scored<A>> population = new ArrayDeque<>();
    private final List<Scored<A>> results = new ArrayList<>();

    /** Changes an architecture. */
    @FunctionalInterface
    public interface Mutation<A> {

        /** An architecture that differs from another in one choice; empty if there is none. */
        Optional<A> of(A parent, Seed seed);
    }

    /**
     * Creates a strategy without trials.
     *
     * @param draw a random architecture
     * @param steps training steps of each trial
     */
    public EvolutionStrategy(
            Function<Seed, A> draw, Mutation<A> mutation, Seed seed, Searcher.Evolution plan, long steps) {
        this.draws = new DistinctDraws<>(draw, seed.derive("population"));
        this.mutation = mutation;
        this.seed = seed.derive("children");
        this.plan = plan;
        this.steps = steps;
    }

    @Override
    public Optional<Trial<A>> ask() {
        if (draws.count() == plan.trials()) {
            return Optional.empty();
        }
        Optional<A> first = draws.count() < plan.population() ? draws.next() : Optional.empty();
        return first.or(this::child).or(draws::next).map(next -> new Trial<>(draws.count(), next, steps));
    }

    private Optional<A> child() {
        if (population.isEmpty()) {
            return Optional.empty();
        }
        Seed own = seed.derive(draws.count());
        return draws.next(attempt -> {
            Seed draw = own.derive(attempt);
            return mutation.of(parent(draw.derive("parent").generator()), draw.derive("mutation"));
        });
    }

    /** The best of a sample, drawn with replacement. */
    private A parent(RandomGenerator random) {
        List<Scored<A>> alive = List.copyOf(population);
        return IntStream.range(0, plan.sample())
                .mapToObj(index -> alive.get(random.nextInt(alive.size())))
                .min(Scored.BEST_FIRST)
                .orElseThrow()
                .trial()
                .architecture();
    }

    @Override
    public void tell(Trial<A> trial, double loss) {
        Scored<A> scored = new Scored<>(trial, loss);
        results.add(scored);
        population.addLast(scored);
        if (population.size() > plan.population()) {
            population.removeFirst();
        }
    }

    @Override
    public List<Scored<A>> ranked() {
        return results.stream().sorted(Scored.BEST_FIRST).toList();
    }
}
