package org.espalier.data.loading;

import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.espalier.data.ClassPresence;
import org.espalier.data.Split;
import org.espalier.problem.BadData;
import org.espalier.random.Seed;
import org.espalier.text.Text;

/**
 * Replaces a share of the samples of an epoch. In place of such a sample, a class is drawn evenly from those that
 * occur, then one of the samples that contain it.
 */
final class ClassDraws {

    private final double share;
    private final Seed seed;
    private final ClassPresence presence;
    private final int[] classes;

    /**
     * A sample to load.
     *
     * @param sample its number
     * @param shown the class that its crop has to show, if one was drawn
     */
    record Draw(int sample, OptionalInt shown) {}

    /**
     * @param share of the samples that are replaced, more than 0
     */
    ClassDraws(Split split, double share, Seed seed) {
        this.share = share;
        this.seed = seed;
        this.presence = split.presence();
        this.classes = presence.classes();
        if (classes.length == 0) {
            throw new BadData(
                    Text.format("split '%s': no pixel of any sample has a class; check the labels", split.name()));
        }
    }

    /** What is loaded in an epoch in place of a sample. */
    Draw draw(long epoch, int sample) {
        RandomGenerator random = seed.derive(epoch).derive(sample).generator();
        if (random.nextDouble() >= share) {
            return new Draw(sample, OptionalInt.empty());
        }
        int label = classes[random.nextInt(classes.length)];
        return new Draw(presence.sample(label, random.nextInt(presence.count(label))), OptionalInt.of(label));
    }
}
