package org.espalier.search.trial;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.espalier.random.Seed;

/**
 * Some architectures, then random ones, none of them twice.
 *
 * @param <A> architectures
 */
final class DistinctDraws<A> implements Proposals<A> {

    private static final int TRIES = 1000;

    private final Queue<A> first;
    private final Function<Seed, A> draw;
    private final Seed seed;
    private final Set<A> drawn = new HashSet<>();
    private long draws;

    DistinctDraws(Function<Seed, A> draw, Seed seed) {
        this(List.of(), draw, seed);
    }

    /** @param first come before random ones */
    DistinctDraws(List<A> first, Function<Seed, A> draw, Seed seed) {
        this.first = new ArrayDeque<>(first);
        this.draw = draw;
        this.seed = seed;
    }

    /** Number of architectures that still come before random ones. */
    int given() {
        return first.size();
    }

    /** Number of architectures so far. */
    int count() {
        return drawn.size();
    }

    /** The next architecture; empty if a thousand draws give no new one. */
    @Override
    public Optional<A> next() {
        return next(
                attempt -> Optional.ofNullable(first.poll()).or(() -> Optional.of(draw.apply(seed.derive(draws++)))));
    }

    /**
     * The next architecture by another rule; empty if a thousand attempts give no new one.
     *
     * @param rule from the number of the attempt
     */
    Optional<A> next(LongFunction<Optional<A>> rule) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<A> found = rule.apply(attempt).filter(drawn::add);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
