package org.espalier.data.loading;

import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/**
 * Settings for loading batches.
 *
 * @param batch images per batch, 1..4096
 * @param threads background threads, 1..256
 * @param prefetch batches that are ready or in preparation at any time, 1..1024; bounds the memory
 * @param dropLast whether an incomplete last batch is dropped: batch normalisation needs more than one image
 * @param balance share of the images, 0..1, that are drawn by class and cropped to show it: each class that occurs is
 *     equally likely, then each sample that contains it; 0: every epoch visits every sample once
 */
public record Loading(int batch, int threads, int prefetch, boolean dropLast, double balance) {

    /**
     * @throws BadUsage if a value is outside its range
     */
    public Loading {
        within("batch", batch, 4096);
        within("threads", threads, 256);
        within("prefetch", prefetch, 1024);
        if (!(balance >= 0 && balance <= 1)) {
            throw new BadUsage(Text.format("loading.balance: got %s, allowed 0..1", balance));
        }
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

    private static void within(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new BadUsage(Text.format("loading.%s: got %d, allowed 1..%d", name, value, most));
        }
    }
}
