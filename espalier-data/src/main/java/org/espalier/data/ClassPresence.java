package org.espalier.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Which samples of a split contain which class; four bytes for each class of each sample. */
public final class ClassPresence {

    private final List<int[]> samplesOf;

    private ClassPresence(List<int[]> samplesOf) {
        this.samplesOf = samplesOf;
    }

    /** Reads all samples of a split, on all processors. */
    public static ClassPresence of(Split split) {
        int classes = split.labels().size();
        List<BitSet> sets = IntStream.range(0, split.size())
                .parallel()
                .mapToObj(index -> classesIn(split.sample(index)))
                .toList();
        return of(IntStream.range(0, classes)
                .mapToObj(c -> IntStream.range(0, sets.size())
                        .filter(index -> sets.get(index).get(c))
                        .toArray())
                .toList());
    }

    /**
     * The presence with these samples.
     *
     * @param samplesOf for each class the numbers of the samples that contain it, ascending
     */
    public static ClassPresence of(List<int[]> samplesOf) {
        return new ClassPresence(samplesOf.stream().map(int[]::clone).toList());
    }

    private static BitSet classesIn(Sample sample) {
        long[] histogram = sample.mask().histogram();
        BitSet classes = new BitSet();
        IntStream.range(0, histogram.length).filter(c -> histogram[c] > 0).forEach(classes::set);
        return classes;
    }

    /** The classes that occur, ascending. */
    public int[] classes() {
        return IntStream.range(0, samplesOf.size())
                .filter(c -> samplesOf.get(c).length > 0)
                .toArray();
    }

    /** The numbers of the samples that contain a class, ascending. */
    public int[] samples(int label) {
        return samplesOf.get(label).clone();
    }

    /** The number of samples that contain a class. */
    public int count(int label) {
        return samplesOf.get(label).length;
    }

    /** One of the samples that contain a class, by its place among them. */
    public int sample(int label, int place) {
        return samplesOf.get(label)[place];
    }

    /** The presence in some of the samples, which are numbered anew in this order. */
    ClassPresence among(int[] members) {
        List<int[]> among = new ArrayList<>();
        for (int[] samples : samplesOf) {
            among.add(IntStream.range(0, members.length)
                    .filter(index -> Arrays.binarySearch(samples, members[index]) >= 0)
                    .toArray());
        }
        return new ClassPresence(among);
    }
}
