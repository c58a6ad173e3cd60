package org.espalier.space.rspnet;

import java.util.List;
import org.espalier.problem.Allowed;
import org.espalier.text.Text;

/**
 * Widths and normalisation of a network, searched or final. The paper gives no widths.
 *
 * @param stemChannels channels of the stem's 3 x 3 convolutions, two or more; the first and the last have stride 2
 * @param channels of a node at stride 4, 8, 16 and 32. Levels that the trellis does not have may be missing
 * @param headChannels channels to which the head reduces the map of each level, and their concatenation
 * @param dropoutKeep share of the values kept before the classifier in training
 * @param epsilon added to the variance in normalisations
 * @param momentum share of a batch's statistics in the running ones
 */
public record RspNetWidths(
        List<Integer> stemChannels,
        List<Integer> channels,
        int headChannels,
        double dropoutKeep,
        double epsilon,
        double momentum) {

    private static final int LEVELS = 4;

    public RspNetWidths {
        stemChannels = List.copyOf(stemChannels);
        channels = List.copyOf(channels);
        Allowed.that(
                stemChannels.size() >= 2 && stemChannels.stream().allMatch(width -> width > 0),
                "stemChannels",
                stemChannels,
                "2 or more positive numbers");
        Allowed.that(
                !channels.isEmpty()
                        && channels.size() <= LEVELS
                        && channels.stream().allMatch(width -> width > 0),
                "channels",
                channels,
                "1 to 4 positive numbers");
        Allowed.atLeast("headChannels", headChannels, 1);
        Allowed.that(dropoutKeep > 0 && dropoutKeep <= 1, "dropoutKeep", dropoutKeep, "more than 0, at most 1");
        Allowed.positive("epsilon", epsilon);
        Allowed.that(momentum > 0 && momentum <= 1, "momentum", momentum, "more than 0, at most 1");
    }

    /** A copy with other widths. */
    public RspNetWidths with(List<Integer> nodes, List<Integer> stem, int head) {
        return new RspNetWidths(stem, nodes, head, dropoutKeep, epsilon, momentum);
    }

    /**
     * Checks that blocks of cells can have these widths.
     *
     * @param blocks number of the cell's blocks, which share its channels
     * @throws IllegalArgumentException if {@code channels} are not divisible as required
     */
    public void require(RspBlock block, int blocks) {
        int divisor = block.divisor(blocks);
        Allowed.that(
                channels.stream().allMatch(width -> width % divisor == 0),
                "channels",
                channels,
                Text.format(
                        "multiples of %d, for %s %d deep with cells of %d blocks",
                        divisor, block.form(), block.depth(), blocks));
    }
}
