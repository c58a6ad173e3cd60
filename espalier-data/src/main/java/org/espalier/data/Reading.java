package org.espalier.data;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.problem.BadData;

/** The attempt to read one sample of a split. */
public sealed interface Reading {

    /** Number of the sample in its split. */
    int index();

    /** A sample that could be read. */
    record Good(int index, Sample sample) implements Reading {}

    /** A sample that cannot be used: it cannot be decoded, or its labels are not class numbers. */
    record Bad(int index, BadData problem) implements Reading {

        /** The reason, with the file. */
        public String message() {
            return String.valueOf(problem.getMessage());
        }
    }

    /** Reads one sample. */
    static Reading of(Split split, int index) {
        try {
            return new Good(index, split.sample(index));
        } catch (BadData e) {
            return new Bad(index, e);
        }
    }

    /**
     * Reads all samples of a split once, on all processors. Only a few are in memory at a time, so what the function
     * returns should be small, or be used at once.
     *
     * @param made what to make of each sample; called from many threads
     * @return the results in the order of the samples, made while the stream is read
     */
    static <T> Stream<T> all(Split split, Function<Reading, T> made) {
        int atOnce = 2 * Runtime.getRuntime().availableProcessors();
        return IntStream.range(0, Math.ceilDiv(split.size(), atOnce))
                .boxed()
                .flatMap(part -> together(split, made, part * atOnce, Math.min((part + 1) * atOnce, split.size())));
    }

    private static <T> Stream<T> together(Split split, Function<Reading, T> made, int from, int to) {
        List<T> results = IntStream.range(from, to)
                .parallel()
                .mapToObj(index -> made.apply(of(split, index)))
                .toList();
        return results.stream();
    }
}
