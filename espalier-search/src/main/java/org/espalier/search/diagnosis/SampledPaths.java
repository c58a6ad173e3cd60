package org.espalier.search.diagnosis;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.espalier.space.Choice;
import org.espalier.space.relaxation.Sampling;
import org.espalier.text.Text;

/**
 * Checks whether uniformly sampled paths are trained often enough: of n options, each runs in one of n steps for each
 * path. With fewer steps than {@link #LEAST}, no supernet has ranked networks better than chance so far ({@code
 * docs/scoreboard.md}).
 */
final class SampledPaths {

    /** Steps in which an option has to run. */
    static final double LEAST = 100;

    private SampledPaths() {}

    /**
     * The warning, if there is one.
     *
     * @param steps of the whole search
     */
    static Optional<String> drawnTooSeldom(Sampling relaxation, List<Choice> choices, long steps) {
        boolean uniform = switch (relaxation.sample()) {
            case PATHS, FAIR_PATHS -> true;
            case NONE, ANNEALED, SOFT, HARD -> false;
        };
        return choices.stream()
                .filter(choice -> uniform)
                .max(Comparator.comparingInt(choice -> choice.options().size()))
                .filter(choice -> often(relaxation, choice, steps) < LEAST)
                .map(choice -> Text.format(
                        "of %d options of %s, %d are drawn at each of %d steps, so each learns in about %.0f of them;"
                                + " allow %.0f steps, fewer options, or more paths"
                                + " (search.architecture.relaxation.paths)",
                        choice.options().size(),
                        choice.name(),
                        relaxation.paths(),
                        steps,
                        often(relaxation, choice, steps),
                        Math.ceil(LEAST * choice.options().size() / relaxation.paths())));
    }

    private static double often(Sampling relaxation, Choice choice, long steps) {
        return steps
                * Math.min(1.0, (double) relaxation.paths() / choice.options().size());
    }
}
