package org.espalier.search;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.run.Event;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.Tensors;
import org.espalier.schedule.Moment;
import org.espalier.space.Choice;
import org.espalier.space.ChoiceWeights;
import org.espalier.space.Supernet;
import org.espalier.space.operation.CandidateSet;

/** The options that a search has taken away from its choices so far. */
final class PrunedOptions {

    private static final String TIMES = "times";
    private static final String OPTIONS = "options.";

    private final Supernet open;
    private final Pruning rule;
    private final Map<String, Set<Integer>> pruned = new TreeMap<>();
    private int times;

    /** None yet. */
    PrunedOptions(Supernet open, Pruning rule) {
        this.open = open;
        this.rule = rule;
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return pruned.isEmpty();
    }

    /** Whether the rule prunes before this step. */
    boolean areDue(Moment moment) {
        return rule.times(moment) > times;
    }

    /** Takes away what weighs too little. */
    void prune(Map<String, double[]> weights, Moment moment) {
        for (Choice choice : open.prunable()) {
            double[] own = ChoiceWeights.of(weights, choice.name());
            double least = rule.below() * Arrays.stream(own).max().orElseThrow();
            int kept = strongestOperation(choice, own);
            Set<Integer> gone = pruned.computeIfAbsent(choice.name(), name -> new TreeSet<>());
            for (int option = 0; option < own.length; option++) {
                if (own[option] < least && option != kept) {
                    gone.add(option);
                }
            }
        }
        times = rule.times(moment);
    }

    /** Besides {@code none}, which decoding may have to replace: by what has learnt to the end. */
    private static int strongestOperation(Choice choice, double[] weights) {
        int strongest = -1;
        for (int option = 0; option < weights.length; option++) {
            boolean isOperation = !choice.options().get(option).equals(CandidateSet.NONE);
            if (isOperation && (strongest < 0 || weights[option] > weights[strongest])) {
                strongest = option;
            }
        }
        return strongest;
    }

    /** The supernet without them. */
    Supernet supernet() {
        return pruned.isEmpty() ? open : open.without(pruned);
    }

    /** How many options are left of all choices; empty if the rule never prunes. */
    Optional<Event> event(long step) {
        if (rule.at().isEmpty()) {
            return Optional.empty();
        }
        int all = open.choices().stream()
                .mapToInt(choice -> choice.options().size())
                .sum();
        int gone = pruned.values().stream().mapToInt(Set::size).sum();
        return Optional.of(Event.now("pruning", step).with("options", all).with("left", all - gone));
    }

    /** Their numbers. */
    Tensors toTensors() {
        Map<String, TensorData> tensors = new TreeMap<>();
        tensors.put(TIMES, TensorData.of(new long[] {times}));
        pruned.forEach((choice, gone) -> tensors.put(
                OPTIONS + choice,
                TensorData.of(gone.stream().mapToDouble(Integer::doubleValue).toArray(), gone.size())));
        return Tensors.of(tensors);
    }

    /** Goes on with what {@link #toTensors} gave. */
    void restore(Tensors saved) {
        times = Math.toIntExact(saved.get(TIMES).longs()[0]);
        pruned.clear();
        Map<String, Set<Integer>> read = new LinkedHashMap<>();
        saved.names().stream().filter(name -> name.startsWith(OPTIONS)).forEach(name -> {
            Set<Integer> gone = new TreeSet<>();
            Arrays.stream(saved.get(name).doubles()).forEach(option -> gone.add(Math.toIntExact(Math.round(option))));
            read.put(name.substring(OPTIONS.length()), gone);
        });
        pruned.putAll(read);
    }
}
