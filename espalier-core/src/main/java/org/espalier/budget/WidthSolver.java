package org.espalier.budget;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/**
 * Finds the widths with which a network costs what a budget allows. All widths are scaled in proportion, each to a
 * multiple of its step; what rounding leaves is made up by a step more or less of single widths.
 *
 * @param <T> networks
 */
public final class WidthSolver<T> {

    /** Largest relative difference between a solved network's cost and the budget. */
    public static final double TOLERANCE = 0.02;

    private static final double LARGEST_FACTOR = 64;

    /** Relative difference from the budget from which on single steps do the rest. */
    private static final double NEAR = 0.05;

    private static final int GUESSES = 12;
    private static final int REPAIRS = 3;

    /** Steps by which a repair may change a width. */
    private static final int MOST_STEPS = 2;

    private final Budget budget;
    private final ToDoubleFunction<T> price;

    /**
     * Creates a solver.
     *
     * @param price the cost of a network in the budget's quantity; more channels never cost less
     */
    public WidthSolver(Budget budget, ToDoubleFunction<T> price) {
        this.budget = budget;
        this.price = price;
    }

    /** The network of a family that meets the budget within {@link #TOLERANCE}; empty if there is none. */
    public Optional<T> find(WidthFamily<T> family) {
        Prices prices = new Prices(family);
        List<Integer> channels = solution(family, prices);
        return prices.error(channels) <= TOLERANCE ? Optional.of(family.at(channels)) : Optional.empty();
    }

    /** The network of a family whose cost is nearest to the budget, as far as known. */
    public T nearest(WidthFamily<T> family) {
        return family.at(solution(family, new Prices(family)));
    }

    /**
     * As {@link #find}, for networks that have to meet the budget.
     *
     * @throws BadUsage if none does; says what the nearest, the least and the largest widths cost
     */
    public T require(WidthFamily<T> family) {
        Prices prices = new Prices(family);
        List<Integer> channels = solution(family, prices);
        if (prices.error(channels) > TOLERANCE) {
            throw new BadUsage(Text.format(
                    "budget: %s: no widths of this network cost that within %.0f%%; the nearest cost %s, the narrowest"
                            + " %s, the widest %s",
                    budget,
                    100 * TOLERANCE,
                    budget.of(prices.of(channels)),
                    budget.of(prices.of(family.scaled(0))),
                    budget.of(prices.of(family.scaled(LARGEST_FACTOR)))));
        }
        return family.at(channels);
    }

    private List<Integer> solution(WidthFamily<T> family, Prices prices) {
        double factor = factor(family, prices);
        List<Integer> best = family.scaled(factor);
        for (int repair = 0; repair < REPAIRS && prices.error(best) > TOLERANCE / 2; repair++) {
            List<Integer> next = repaired(family, factor, prices, best);
            if (prices.error(next) >= prices.error(best)) {
                break;
            }
            best = next;
        }
        return best;
    }

    /**
     * A factor for all widths with which the cost is near the budget, by false position: between two factors the cost
     * is taken for a power of the factor.
     */
    private double factor(WidthFamily<T> family, Prices prices) {
        double low = 1 / LARGEST_FACTOR;
        double high = LARGEST_FACTOR;
        double lowCost = 0;
        double highCost = 0;
        double best = 1;
        double guess = 1;
        for (int attempt = 0; attempt < GUESSES; attempt++) {
            double cost = prices.of(family.scaled(guess));
            if (prices.error(family.scaled(guess)) < prices.error(family.scaled(best))) {
                best = guess;
            }
            if (prices.error(family.scaled(best)) <= NEAR) {
                break;
            }
            if (cost <= budget.amount()) {
                low = guess;
                lowCost = cost;
            } else {
                high = guess;
                highCost = cost;
            }
            guess = lowCost > 0 && highCost > 0
                    ? between(low, lowCost, high, highCost)
                    : Math.clamp(guess * Math.sqrt(budget.amount() / cost), Math.sqrt(low / high) * high, high);
            guess = attempt % 3 == 2 ? Math.sqrt(low * high) : guess;
        }
        return best;
    }

    private double between(double low, double lowCost, double high, double highCost) {
        double share = Math.log(budget.amount() / lowCost) / Math.log(highCost / lowCost);
        return low * Math.pow(high / low, share);
    }

    /**
     * Changes single widths by up to two steps each, so that the cost meets the budget if the costs of steps add up:
     * with the least distortion of the proportions.
     */
    private List<Integer> repaired(WidthFamily<T> family, double factor, Prices prices, List<Integer> from) {
        Combination combination = new Combination(budget.amount() - prices.of(from), TOLERANCE / 2 * budget.amount());
        for (int index = 0; index < from.size(); index++) {
            Width width = family.widths().get(index);
            int channels = from.get(index);
            double each = prices.of(changed(from, index, width.step())) - prices.of(from);
            List<Combination.Option> options = new ArrayList<>();
            for (int steps = -MOST_STEPS; steps <= MOST_STEPS; steps++) {
                int other = channels + steps * width.step();
                if (other > 0) {
                    double distortion = Math.log(other / (factor * width.channels()));
                    options.add(new Combination.Option(other, steps * each, distortion * distortion));
                }
            }
            combination.add(options);
        }
        return combination.best();
    }

    private static List<Integer> changed(List<Integer> channels, int width, int by) {
        List<Integer> changed = new ArrayList<>(channels);
        changed.set(width, channels.get(width) + by);
        return changed;
    }

    /** Costs of networks of a family, each computed once. */
    private final class Prices {

        private final WidthFamily<T> family;
        private final Map<List<Integer>, Double> known = new HashMap<>();

        Prices(WidthFamily<T> family) {
            this.family = family;
        }

        double of(List<Integer> channels) {
            return known.computeIfAbsent(channels, own -> price.applyAsDouble(family.at(own)));
        }

        /** Relative difference from the budget. */
        double error(List<Integer> channels) {
            return Math.abs(of(channels) - budget.amount()) / budget.amount();
        }
    }
}
