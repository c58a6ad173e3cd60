package org.espalier.search;

import java.util.List;
import org.espalier.problem.Allowed;
import org.espalier.schedule.Moment;

/**
 * When a search takes options away from choices: those that by then weigh next to nothing. Steps no longer run them, so
 * the rest of the search is faster, and the weights that remain learn without them. Nothing comes back. Of each choice
 * the strongest option besides {@code none} stays, as decoding may need it.
 *
 * @param at shares of the search, rising, at which options are pruned; empty for never
 * @param below options are pruned whose weight is below this share of the largest of their choice, at the temperature of
 *     the moment
 */
public record Pruning(List<Double> at, double below) {

    /** All options stay to the end. */
    public static final Pruning NONE = new Pruning(List.of(), 0.1);

    public Pruning {
        at = List.copyOf(at);
        for (int index = 0; index < at.size(); index++) {
            double least = index == 0 ? 0 : at.get(index - 1);
            Allowed.that(
                    at.get(index) > least && at.get(index) < 1,
                    "pruning.at",
                    at,
                    "rising shares of the search, more than 0 and less than 1");
        }
        Allowed.that(below > 0 && below <= 1, "pruning.below", below, "more than 0, at most 1");
    }

    /** How often options have been pruned before this step, this moment included. */
    int times(Moment moment) {
        return Math.toIntExact(
                at.stream().filter(share -> share <= moment.done()).count());
    }
}
