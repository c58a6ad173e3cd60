package org.espalier.cost;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What must be chosen for something to happen: one of some options of one of some choices, each behind places of which one must happen, too. Options of
 * a choice exclude each other, so their shares add up; choices are taken as independent, so what neither lets happen multiplies.
 *
 * @param choices by the number of the choice and of its option, the places behind it
 */
record Gates(SortedMap<Integer, SortedMap<Integer, Set<Integer>>> choices) {

    private static final double ROUNDING = 1e-6;

    /** None: it never happens. */
    static final Gates CLOSED = new Gates(new TreeMap<>());

    /** Behind one option, one place. */
    static Gates of(int choice, int option, int place) {
        SortedMap<Integer, Set<Integer>> options = new TreeMap<>();
        options.put(option, Set.of(place));
        SortedMap<Integer, SortedMap<Integer, Set<Integer>>> choices = new TreeMap<>();
        choices.put(choice, options);
        return new Gates(choices);
    }

    /** What opens this opens the other. */
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

    /** Its probability, given that of the options and of the places. */
    double probability(double[][] options, double[] places) {
        double none = 1;
        for (Map.Entry<Integer, SortedMap<Integer, Set<Integer>>> choice : choices.entrySet()) {
            none *= 1 - Math.min(1, share(choice.getValue(), options[choice.getKey()], places));
        }
        return 1 - none;
    }

    /** Adds {@code upstream} times the derivatives of the probability to those of options and places. */
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

    /** How much all options of one choice come to; more than 1 where a method keeps several. */
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

    /** The probability that at least one of some places happens. */
    static double any(Set<Integer> some, double[] places) {
        double none = 1;
        for (int place : some) {
            none *= 1 - places[place];
        }
        return 1 - none;
    }

    /** Adds {@code upstream} times the derivatives of {@link #any} to those of the places. */
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
