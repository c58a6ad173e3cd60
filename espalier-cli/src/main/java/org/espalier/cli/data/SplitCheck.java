package org.espalier.cli.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.espalier.data.DataSize;
import org.espalier.data.Fingerprint;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.data.SplitStatistics;
import org.espalier.problem.BadData;

/**
 * The result of reading every file of a split.
 *
 * @param name of the split
 * @param samples number of samples that could be read
 * @param sizes of the images, HEIGHTxWIDTH
 * @param statistics of the samples that could be read; absent if none could
 * @param problems one message for each sample that could not be read
 * @param images maps the fingerprint of an image's pixels to the ids of the samples with that image
 */
record SplitCheck(
        String name,
        int samples,
        Set<String> sizes,
        Optional<SplitStatistics> statistics,
        List<String> problems,
        Map<String, List<String>> images) {

    /** Reads all samples of a split. */
    static SplitCheck of(Split split) {
        List<String> problems = new ArrayList<>();
        Set<String> sizes = new TreeSet<>();
        Map<String, List<String>> images = new HashMap<>();
        SplitStatistics statistics = SplitStatistics.of(
                split.labels(),
                () -> IntStream.range(0, split.size())
                        .mapToObj(index -> read(split, index, problems))
                        .flatMap(Optional::stream)
                        .map(sample -> {
                            sizes.add(sample.size().toString());
                            images.computeIfAbsent(fingerprint(sample), same -> new ArrayList<>())
                                    .add(sample.id());
                            return sample;
                        })
                        .iterator());
        int samples = images.values().stream().mapToInt(Collection::size).sum();
        return new SplitCheck(
                split.name(),
                samples,
                sizes,
                samples > 0 ? Optional.of(statistics) : Optional.empty(),
                List.copyOf(problems),
                images);
    }

    private static Optional<Sample> read(Split split, int index, List<String> problems) {
        try {
            return Optional.of(split.sample(index));
        } catch (BadData e) {
            problems.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static String fingerprint(Sample sample) {
        DataSize size = sample.size();
        return new Fingerprint().add(size.toString()).add(sample.rgb()).hex();
    }
}
