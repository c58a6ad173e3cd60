package org.espalier.data.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.text.Text;

/** What training needs of a data set: splits train and val, both with labelled pixels, and enough images. */
final class Trainable {

    private static final List<String> NEEDED = List.of("train", "val");

    /** The least number of images in a batch. */
    private static final int LEAST_IMAGES = 2;

    private Trainable() {}

    /** Why it cannot be trained on, apart from samples that cannot be read; empty if it can. */
    static List<String> problems(List<SplitCheck> splits) {
        List<String> problems = new ArrayList<>();
        for (String name : NEEDED) {
            Optional<SplitCheck> split =
                    splits.stream().filter(one -> one.name().equals(name)).findFirst();
            if (split.isEmpty()) {
                problems.add(Text.format(
                        "there is no split '%s'; training needs %s, got %s",
                        name,
                        String.join(" and ", NEEDED),
                        splits.stream().map(SplitCheck::name).toList()));
            } else {
                problem(split.get()).ifPresent(problems::add);
            }
        }
        return problems;
    }

    private static Optional<String> problem(SplitCheck split) {
        if (split.samples() == 0) {
            return Optional.of(Text.format("%s: none of the %d samples can be read", split.name(), split.listed()));
        }
        if (split.labelled() == 0) {
            return Optional.of(Text.format(
                    "%s: no pixel of the %d samples has a class; there is nothing to learn or to score",
                    split.name(), split.samples()));
        }
        if (split.name().equals(NEEDED.getFirst()) && split.samples() < LEAST_IMAGES) {
            return Optional.of(Text.format(
                    "%s: %d sample; a batch needs at least %d", split.name(), split.samples(), LEAST_IMAGES));
        }
        return Optional.empty();
    }
}
