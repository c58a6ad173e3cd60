package org.espalier.data;

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

    /** The number of samples, at least 1. */
    int size();

    /**
     * One sample; the caller may keep its arrays, but leaves them unchanged.
     *
     * @param index 0..size-1
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws BadData if it cannot be decoded or its labels are no class numbers
     */
    Sample sample(int index);

    /**
     * A hash that changes when the samples change: of what was generated, or of the paths, lengths and times of the files. Computing it
     * decodes nothing.
     */
    String fingerprint();

    /**
     * One of two random halves without a common sample, which together are the whole: what a bilevel search calls trainA and trainB. With
     * an odd number of samples the first half has one more.
     *
     * @param seed decides the order in which samples are dealt out; both halves must be asked for with the same
     * @param half 0 or 1
     * @throws BadUsage if there are fewer than 2 samples
     * @throws IllegalArgumentException if {@code half} is neither 0 nor 1
     */
    default Split half(Seed seed, int half) {
        return Subset.half(this, seed, half);
    }

    /** All samples brought to one size, see {@link Sample#resized}. */
    default Split resized(DataSize size) {
        return new ResizedSplit(this, size);
    }
}
