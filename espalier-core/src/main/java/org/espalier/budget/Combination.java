package org.espalier.budget;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Picks one option for each width, so that their costs add up to a sum within a tolerance with the least distortion; if
 * none do, those that come nearest.
 */
final class Combination {

    /**
     * A number of channels of a width.
     *
     * @param cost by which the network's cost changes
     * @param distortion 0 for the exact proportion; those of several widths add up
     */
    record Option(int channels, double cost, double distortion) {}

    private final double wanted;
    private final double tolerance;
    private final List<List<Option>> widths = new ArrayList<>();
    private final List<Option> picked = new ArrayList<>();
    private List<Option> best = List.of();
    private double bestMiss = Double.POSITIVE_INFINITY;
    private double bestDistortion = Double.POSITIVE_INFINITY;

    Combination(double wanted, double tolerance) {
        this.wanted = wanted;
        this.tolerance = tolerance;
    }

    /** Adds a width with one or more options. */
    void add(List<Option> options) {
        widths.add(options.stream()
                .sorted(Comparator.comparingDouble(Option::distortion))
                .toList());
    }

    /** The channels of all widths, in the order in which they were added. */
    List<Integer> best() {
        visit(0, 0);
        return best.stream().map(Option::channels).toList();
    }

    private void visit(double cost, double distortion) {
        if (bestMiss <= tolerance && distortion >= bestDistortion) {
            return;
        }
        if (picked.size() == widths.size()) {
            double miss = Math.abs(wanted - cost);
            if (miss <= tolerance || miss < bestMiss) {
                bestMiss = miss;
                bestDistortion = distortion;
                best = List.copyOf(picked);
            }
            return;
        }
        for (Option option : widths.get(picked.size())) {
            picked.add(option);
            visit(cost + option.cost(), distortion + option.distortion());
            picked.removeLast();
        }
    }
}
