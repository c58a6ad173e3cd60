package org.espalier.search;

import org.espalier.data.Split;
import org.espalier.random.Seed;

/** Which images weights learn on, and which the architecture, on two levels. */
public enum Halves {
    /** Every image belongs to one half or the other by chance, as in DARTS and Auto-DeepLab. */
    SHUFFLED,
    /**
     * The first half and the second, without a fiftieth of the images between them: neighbouring frames of a video are
     * nearly equal, and in shuffled halves the architecture would be judged on what the weights have seen.
     */
    CONTIGUOUS;

    private static final double GAP = 0.02;

    /** The images that weights learn on. */
    Split ofWeights(Split train, Seed seed) {
        return isShuffled(train) ? train.half(seed, 0) : train.part(train.name() + "A", 0, end(train));
    }

    /** The images that the architecture learns on. */
    Split ofArchitecture(Split train, Seed seed) {
        return isShuffled(train)
                ? train.half(seed, 1)
                : train.part(train.name() + "B", end(train) + gap(train), train.size());
    }

    /** A single image has no halves, which is refused there. */
    private boolean isShuffled(Split train) {
        return this == SHUFFLED || train.size() < 2;
    }

    private static int gap(Split train) {
        return (int) Math.round(GAP * train.size());
    }

    private static int end(Split train) {
        return (train.size() - gap(train) + 1) / 2;
    }
}
