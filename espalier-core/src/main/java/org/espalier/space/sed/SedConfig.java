package org.espalier.space.sed;

import java.util.List;
import org.espalier.problem.Allowed;
import org.espalier.space.backbone.BackboneConfig;

/**
 * The configuration of the space; the paper gives no numbers. The network of an architecture is the chosen part of the
 * supernet, so that it can reuse the supernet's weights.
 *
 * @param backbone the encoder
 * @param columns cells K of the coarsest row; each finer row has one fewer
 * @param channels of the cells at stride 4, 8, 16 and 32
 * @param blocks parallel blocks M of a cell
 * @param operations names of the operations that blocks choose from, without {@code none}
 * @param dropoutKeep share of the values before the classifier that is kept in training
 * @param epsilon added to the variance in the decoder's normalisations
 * @param momentum share of a batch's statistics in the running ones
 */
public record SedConfig(
        BackboneConfig backbone,
        int columns,
        List<Integer> channels,
        int blocks,
        List<String> operations,
        double dropoutKeep,
        double epsilon,
        double momentum) {

    /** The operations besides {@code none}. */
    public static final List<String> OPERATIONS =
            List.of("skip_connect", "sep_conv_3x3", "sep_conv_5x5", "dil_sep_conv_3x3_d2", "dil_sep_conv_3x3_d4");

    /** Ten cells on MobileNetV2. */
    public static final SedConfig DEFAULT =
            new SedConfig(BackboneConfig.MOBILENETV2, 4, List.of(64, 64, 64, 64), 2, OPERATIONS, 0.9, 1e-5, 0.05);

    public SedConfig {
        channels = List.copyOf(channels);
        operations = List.copyOf(operations);
        Allowed.atLeast("columns", columns, SedGrid.ROWS);
        Allowed.that(
                channels.size() == SedGrid.ROWS && channels.stream().allMatch(width -> width > 0),
                "channels",
                channels,
                SedGrid.ROWS + " positive numbers");
        Allowed.atLeast("blocks", blocks, 1);
        Allowed.notEmpty("operations", operations);
        Allowed.that(dropoutKeep > 0 && dropoutKeep <= 1, "dropoutKeep", dropoutKeep, "more than 0, at most 1");
        Allowed.positive("epsilon", epsilon);
        Allowed.that(momentum > 0 && momentum <= 1, "momentum", momentum, "more than 0, at most 1");
    }

    /** Channels of the cells at an output stride. */
    int channels(int stride) {
        return channels.get(Integer.numberOfTrailingZeros(stride / SedGrid.FINEST));
    }

    /** A copy with other widths of the decoder's rows. */
    public SedConfig with(List<Integer> rows) {
        return new SedConfig(backbone, columns, rows, blocks, operations, dropoutKeep, epsilon, momentum);
    }

    /** The same configuration on another backbone. */
    public SedConfig on(BackboneConfig other) {
        return new SedConfig(other, columns, channels, blocks, operations, dropoutKeep, epsilon, momentum);
    }
}
