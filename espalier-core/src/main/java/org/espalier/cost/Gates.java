package org.espalier.cost;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The options that let an event happen: any one of them, together with any one of the nodes behind it. Options of one
 * choice exclude each other, so their probabilities add up; choices count as independent, so the probabilities of the
 * complements multiply.
 *
 * @param choices the indexes of the nodes behind each option, by number of the choice and of the option
 */
record Gates(SortedMap<Integer, SortedMap<Integer, Set<Integer>>> choices) {

    private static final double ROUNDING = 1e-6;

    /** No option: the event never happens. */
    static final Gates CLOSED = new Gates(new TreeMap<>());

    /** One option and one node behind it. */
    static Gates of(int choice, int option, int place) {
        SortedMap<Integer, Set<Integer>> options = new TreeMap<>();
        options.put(option, Set.of(place));
        SortedMap<Integer, SortedMap<Integer, Set<Integer>>> choices = new TreeMap<>();
        choices.put(choice, options);
        return new Gates(choices);
    }

    /** The union of both sets of options. */
    Gates or(Gates other) {
        if (choices.isEmpty() || equals(other)) {
            return other;
        }
        SortedMap<Integer, SortedMap<Integer, Set<Integer>>> both = new TreeMap<>(choices);
        other.choices.forEach((choice, options) -> {
            SortedMap<Integer, Set<Integer>> joined = new TreeMap<>(both.getOrDefault(choice, new TreeMap<>()));
            options.forEach((option, places) -> {
                Set<Integer> all = new TreeSet<>(joined.getOrDefault(option, Set.of()));
                all.addAll(places);
                joined.put(option, all);
            });
            both.put(choice, joined);
        });
        return new Gates(both);
    }

    /** The probability of the event, given those of options and nodes. */
    double probability(double[][] options, double[] places) {
        double none = 1;
        for (Map.Entry<Integer, SortedMap<Integer, Set<Integer>>> choice : choices.entrySet()) {
            none *= 1 - Math.min(1, share(choice.getValue(), options[choice.getKey()], places));
        }
        return 1 - none;
    }

    /** Adds {@code upstream} times the derivatives of the probability to those of options and nodes. */
    void differentiate(double upstream, double[][] options, double[] places, double[][] toOptions, double[] toPlaces) {
        choices.forEach((choice, behind) -> {
            if (share(behind, options[choice], places) <= 1 + ROUNDING) {
                double others = 1;
                for (Map.Entry<Integer, SortedMap<Integer, Set<Integer>>> other : choices.entrySet()) {
                    if (!other.getKey().equals(choice)) {
                        others *= 1 - Math.min(1, share(other.getValue(), options[other.getKey()], places));
                    }
                }
                differentiate(upstream * others, behind, options[choice], places, toOptions[choice], toPlaces);
            }
        });
    }

    /** The summed probability of one choice's options; above 1 where a method keeps several options. */
    private static double share(SortedMap<Integer, Set<Integer>> behind, double[] options, double[] places) {
        double share = 0;
        for (Map.Entry<Integer, Set<Integer>> option : behind.entrySet()) {
            share += options[option.getKey()] * any(option.getValue(), places);
        }
        return share;
    }

    private static void differentiate(
            double upstream,
            SortedMap<Integer, Set<Integer>> behind,
            double[] options,
            double[] places,
            double[] toOptions,
            double[] toPlaces) {
        behind.forEach((option, some) -> {
            toOptions[option] += upstream * any(some, places);
            differentiateAny(upstream * options[option], some, places, toPlaces);
        });
    }

    /** The probability that at least one of some nodes is reached. */
    static double any(Set<Integer> some, double[] places) {
        double none = 1;
        for (int place : some) {
            none *= 1 - places[place];
        }
        return 1 - none;
    }

    /** Adds {@code upstream} times the derivatives of {@link #any} to those of the nodes. */
    static void differentiateAny(double upstream, Set<Integer> some, double[] places, double[] toPlaces) {
        for (int place : some) {
            double others = 1;
            for (int other : some) {
                others *= other == place ? 1 : 1 - places[other];
            }
            toPlaces[place] += upstream * others;
        }
    }
}
