package org.espalier.data;

import java.util.List;
import java.util.Optional;
import org.espalier.text.Text;

/**
 * The samples that a split leaves out because they cannot be read.
 *
 * @param split name of the split
 * @param count number of samples left out
 * @param of number of samples with those left out
 * @param first why, for the first of them
 */
public record LeftOutSamples(String split, int count, int of, List<String> first) {

    private static final int SHOWN = 3;

    /** Those of all splits that leave samples out. */
    public static List<LeftOutSamples> in(Dataset data) {
        return data.splits().stream().flatMap(split -> in(split).stream()).toList();
    }

    /** Those of one split; empty if it has all its samples. */
    public static Optional<LeftOutSamples> in(Split split) {
        List<String> all = split.leftOut();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new LeftOutSamples(
                        split.name(),
                        all.size(),
                        split.size() + all.size(),
                        all.stream().limit(SHOWN).toList()));
    }

    /** What was left out and why, in one line. */
    public String sentence() {
        String shown = String.join("; ", first);
        return Text.format(
                "%s: left out %d of %d samples: %s%s",
                split,
                count,
                of,
                shown,
                count > first.size() ? Text.format("; and %d more", count - first.size()) : "");
    }
}
