package org.espalier.data.check;

import java.util.List;
import java.util.Optional;
import org.espalier.data.DataSize;
import org.espalier.data.Split;
import org.espalier.data.SplitStatistics;
import org.espalier.data.SplitStatistics.ClassCount;

/**
 * What one pass over the files of a split found.
 *
 * @param name of the split
 * @param samples number of samples that can be read
 * @param sizes of the images, the most frequent first
 * @param statistics of the samples that can be read; absent if none can
 * @param unreadable one message for each sample that cannot be read
 * @param unknownValues values of label files that are not classes, ascending
 * @param unmatched files beside the samples, {@link Split#unmatched}
 * @param repeated images that the split has more than once
 */
public record SplitCheck(
        String name,
        int samples,
        List<SizeCount> sizes,
        Optional<SplitStatistics> statistics,
        List<String> unreadable,
        List<UnknownValue> unknownValues,
        List<String> unmatched,
        List<Pair> repeated) {

    /** The number of images of one size. */
    public record SizeCount(DataSize size, int images) {}

    /** The number of samples, readable or not. */
    public int listed() {
        return samples + unreadable.size();
    }

    /** The counts of the classes; empty if no sample can be read. */
    public List<ClassCount> classes() {
        return statistics.map(SplitStatistics::classes).orElse(List.of());
    }

    /** The number of pixels that have a class. */
    public long labelled() {
        return classes().stream().mapToLong(ClassCount::pixels).sum();
    }

    /** The number of pixels without a class. */
    public long ignored() {
        return statistics.map(SplitStatistics::ignored).orElse(0L);
    }

    /** The share of the pixels that have no class, 0 to 1; 0 if no sample can be read. */
    public double ignoredShare() {
        return samples == 0 ? 0 : (double) ignored() / (labelled() + ignored());
    }

    /** The names of the classes that no pixel has; empty if no sample can be read. */
    public List<String> absent() {
        return classes().stream()
                .filter(one -> one.pixels() == 0)
                .map(ClassCount::name)
                .toList();
    }
}
