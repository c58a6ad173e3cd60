package org.espalier.search.diagnosis;

import java.util.Optional;
import org.espalier.schedule.Moment;
import org.espalier.space.relaxation.Sampling;
import org.espalier.text.Text;

/** Checks whether the temperature is annealed before architecture steps begin. */
final class Annealing {

    private static final double MOST = 0.75;

    private Annealing() {}

    /**
     * The warning, if there is one.
     *
     * @param from share of the search before the first architecture step
     * @param steps of the whole search
     */
    static Optional<String> endsBeforeChoicesOpen(Sampling relaxation, double from, long steps) {
        double start = at(relaxation, 0, steps);
        double opening = at(relaxation, from, steps);
        double end = at(relaxation, 1, steps);
        boolean ends = usesTemperature(relaxation) && start > end && (start - opening) / (start - end) > MOST;
        return ends
                ? Optional.of(Text.format(
                        "the temperature falls from %.3g to %.3g, of a final %.3g, before the first architecture step,"
                            + " at %.0f %% of the search; begin architecture steps earlier (search.architecture.from)"
                            + " or anneal more slowly (search.architecture.relaxation.temperature)",
                        start, opening, end, 100 * from))
                : Optional.empty();
    }

    private static boolean usesTemperature(Sampling relaxation) {
        return switch (relaxation.sample()) {
            case ANNEALED, SOFT, HARD -> true;
            case NONE, PATHS, FAIR_PATHS -> false;
        };
    }

    private static double at(Sampling relaxation, double done, long steps) {
        return relaxation.temperature().at(new Moment(Math.round(done * steps), done));
    }
}
