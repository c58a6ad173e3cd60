package org.espalier.data.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.espalier.text.Text;

/** The findings that are no obstacle to training, as sentences. */
final class Notes {

    private static final int EXAMPLES = 3;
    private static final int NAMES = 12;
    private static final double MOSTLY = 0.5;

    private Notes() {}

    static List<String> of(List<SplitCheck> splits, List<SharedImages> shared) {
        List<String> notes = new ArrayList<>();
        splits.forEach(split -> add(split, notes));
        shared.forEach(pair -> add(pair, notes));
        return notes;
    }

    private static void add(SplitCheck split, List<String> notes) {
        for (UnknownValue one : split.unknownValues()) {
            notes.add(Text.format(
                    "label files of %s with value %d, which is no class: %d, %d pixels; the first is %s",
                    split.name(), one.value(), one.files(), one.pixels(), one.first()));
        }
        split.unmatched().forEach(sentence -> notes.add(split.name() + ": " + sentence));
        if (!split.absent().isEmpty()) {
            notes.add(Text.format("%s: no pixel of class %s", split.name(), names(split.absent())));
        }
        if (split.labelled() > 0 && split.ignoredShare() > MOSTLY) {
            notes.add(Text.format(
                    "%s: %.1f%% of the pixels have no class; is the value for \"no class\" really none?",
                    split.name(), 100 * split.ignoredShare()));
        }
        if (!split.repeated().isEmpty()) {
            notes.add(Text.format(
                    "images that %s has more than once: %d (%s)",
                    split.name(), split.repeated().size(), examples(split.repeated(), split.name(), split.name())));
        }
    }

    private static String names(List<String> classes) {
        String shown = classes.stream().limit(NAMES).collect(Collectors.joining(", "));
        return classes.size() > NAMES ? Text.format("%s and %d more", shown, classes.size() - NAMES) : shown;
    }

    private static void add(SharedImages shared, List<String> notes) {
        addPairs(shared, shared.equal(), "equal", notes);
        addPairs(shared, shared.near(), "nearly equal", notes);
    }

    private static void addPairs(SharedImages shared, List<Pair> pairs, String how, List<String> notes) {
        if (!pairs.isEmpty()) {
            notes.add(Text.format(
                    "images of %s that %s one of %s: %d (%s)",
                    shared.second(),
                    how,
                    shared.first(),
                    pairs.size(),
                    examples(pairs, shared.first(), shared.second())));
        }
    }

    private static String examples(List<Pair> pairs, String first, String second) {
        String shown = pairs.stream()
                .limit(EXAMPLES)
                .map(pair -> Text.format("%s/%s and %s/%s", first, pair.first(), second, pair.second()))
                .collect(Collectors.joining(", "));
        return pairs.size() > EXAMPLES ? Text.format("%s and %d more", shown, pairs.size() - EXAMPLES) : shown;
    }
}
