package org.espalier.data.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.data.Reading;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.data.SplitStatistics;
import org.espalier.data.UnknownLabels;
import org.espalier.data.check.SplitCheck.SizeCount;

/** One pass over a split: every sample is read once. What is kept of a sample does not depend on its size. */
final class SplitPass {

    private final Split split;
    private final List<String> unreadable = new ArrayList<>();
    private final SortedMap<Integer, UnknownValue> unknown = new TreeMap<>();
    private final Map<String, SizeCount> sizes = new TreeMap<>();
    private final List<ImagePrint> images = new ArrayList<>();

    /** A sample, if it can be read, with its print. */
    private record Printed(Reading reading, Optional<ImagePrint> print) {

        static Printed of(Reading reading) {
            return switch (reading) {
                case Reading.Good good -> new Printed(good, Optional.of(ImagePrint.of(good.sample())));
                case Reading.Bad bad -> new Printed(bad, Optional.empty());
            };
        }
    }

    SplitPass(Split split) {
        this.split = split;
    }

    /**
     * Reads the split.
     *
     * @param afterEach called after each sample, in their order
     */
    SplitCheck run(Runnable afterEach) {
        SplitStatistics statistics = SplitStatistics.of(
                split.labels(),
                () -> Reading.all(split, Printed::of)
                        .flatMap(printed -> {
                            Optional<Sample> sample = noted(printed);
                            afterEach.run();
                            return sample.stream();
                        })
                        .iterator());
        return new SplitCheck(
                split.name(),
                images.size(),
                sizes.values().stream()
                        .sorted((one, other) -> Integer.compare(other.images(), one.images()))
                        .toList(),
                images.isEmpty() ? Optional.empty() : Optional.of(statistics),
                List.copyOf(unreadable),
                List.copyOf(unknown.values()),
                split.unmatched(),
                Pair.repeated(images));
    }

    /** The prints of the images that could be read, after the pass. */
    List<ImagePrint> images() {
        return images;
    }

    private Optional<Sample> noted(Printed printed) {
        printed.print.ifPresent(images::add);
        return switch (printed.reading) {
            case Reading.Good good -> {
                SizeCount one = new SizeCount(good.sample().size(), 1);
                sizes.merge(
                        one.size().toString(), one, (known, more) -> new SizeCount(known.size(), known.images() + 1));
                yield Optional.of(good.sample());
            }
            case Reading.Bad bad -> {
                note(bad);
                yield Optional.empty();
            }
        };
    }

    private void note(Reading.Bad bad) {
        unreadable.add(bad.message());
        if (bad.problem().getCause() instanceof UnknownLabels labels) {
            labels.pixels()
                    .forEach((value, pixels) -> unknown.merge(
                            value, new UnknownValue(value, 1, pixels, labels.file()), UnknownValue::plus));
        }
    }
}
