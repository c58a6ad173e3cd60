package org.espalier.data.loading;

import org.espalier.problem.Allowed;

/**
 * Settings for loading batches.
 *
 * @param batch images per batch, 1..{@value #LARGEST_BATCH}
 * @param threads background threads, 1..256
 * @param prefetch batches that are ready or in preparation at any time, 1..1024; bounds the memory
 * @param dropLast whether an incomplete last batch is dropped: batch normalisation needs more than one image
 * @param balance share of the images, 0..1, that are drawn by class and cropped to show it: each class that occurs is
 *     equally likely, then each sample that contains it; 0: every epoch visits every sample once
 */
public record Loading(int batch, int threads, int prefetch, boolean dropLast, double balance) {

    /** The largest number of images per batch. */
    public static final int LARGEST_BATCH = 4096;

    /** @throws IllegalArgumentException if a value is outside its range */
    public Loading {
        Allowed.between("batch", batch, 1, LARGEST_BATCH);
        Allowed.between("threads", threads, 1, 256);
        Allowed.between("prefetch", prefetch, 1, 1024);
        Allowed.between("balance", balance, 0.0, 1.0);
    }

    /**
     * One background thread, four batches ahead, which is enough for training on two cores; incomplete batches are
     * dropped.
     */
    public static Loading ofBatch(int batch) {
        return new Loading(batch, 1, 4, true, 0);
    }

    /** A copy with another share of images that are drawn by class. */
    public Loading balanced(double share) {
        return new Loading(batch, threads, prefetch, dropLast, share);
    }
}
