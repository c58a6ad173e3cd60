package org.espalier.data;

import java.util.List;
import org.espalier.image.PixelFormat;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;

/** A part of a data set, such as the training images: samples by number. Safe to read from many threads. */
public interface Split {

    /** For example {@code train} or {@code val}. */
    String name();

    /** The classes of the labels. */
    LabelSet labels();

    /** The form of every image. */
    default PixelFormat format() {
        return PixelFormat.RGB;
    }

    /** The number of samples, at least 1. */
    int size();

    /**
     * One sample; the caller may keep its arrays but must not change them.
     *
     * @param index 0..size-1
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws BadData if it cannot be decoded or its labels are not class numbers
     */
    Sample sample(int index);

    /**
     * A hash that changes when the samples change: over generation options, or over the contents of files, wherever the
     * files lie and whenever they were written. Computing it decodes no sample.
     */
    String fingerprint();

    /**
     * What the files beside the samples give reason to ask: an image without labels, labels without an image, a file
     * that no sample uses. One sentence each, with the file; empty where a split has no such files. No sample is
     * decoded.
     */
    default List<String> unmatched() {
        return List.of();
    }

    /**
     * Why samples were left out, one message each; empty unless a split was opened to leave out samples that cannot be
     * read. They count neither in {@link #size} nor in the numbers of the samples.
     */
    default List<String> leftOut() {
        return List.of();
    }

    /**
     * One of two random, disjoint halves that together are the whole split: trainA and trainB of a bilevel search. With
     * an odd number of samples the first half has one more.
     *
     * @param seed decides which samples are in which half; use the same seed for both
     * @param half 0 or 1
     * @throws BadUsage if there are fewer than 2 samples
     * @throws IllegalArgumentException if {@code half} is neither 0 nor 1
     */
    default Split half(Seed seed, int half) {
        return Subset.half(this, seed, half);
    }

    /**
     * A contiguous part of this split.
     *
     * @param name of the part
     * @param from first sample
     * @param to end of the part, exclusive
     * @throws IndexOutOfBoundsException if it reaches beyond the split
     * @throws IllegalArgumentException if it is empty
     */
    default Split part(String name, int from, int to) {
        return Subset.part(this, name, from, to);
    }

    /** This split with all samples resized to one size, see {@link Sample#resized}. */
    default Split resized(DataSize size) {
        return new ResizedSplit(this, size);
    }

    /** Which samples contain which class. Reads all samples, unless a cache knows it already. */
    default ClassPresence presence() {
        return ClassPresence.of(this);
    }
}
