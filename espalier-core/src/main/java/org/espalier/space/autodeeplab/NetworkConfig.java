package org.espalier.space.autodeeplab;

import java.util.List;
import org.espalier.problem.Allowed;
import org.espalier.space.operation.AtrousConv;

/**
 * Widths and details of the retrained network. {@link #paper} gives the published S, M and L.
 *
 * @param channels channels of a block of the cells at stride 4, 8, 16 and 32; F, 2 F, 4 F and 8 F with F of 20, 32 and
 *     48 in the paper. Levels that no path reaches may be missing
 * @param atrous form of the atrous convolutions in cells; DENSE in the paper
 * @param stemChannels channels of the three 3 x 3 convolutions (strides 2, 1, 2); 64, 64, 128 in the paper
 * @param asppChannels channels of each ASPP branch and of the decoder, 256 in the paper
 * @param asppRates rates of the atrous branches of the ASPP at stride 8; 12, 24, 36 in the paper; halved at 16, doubled
 *     at 4, ...
 * @param asppForm whether ASPP and decoder use dense (the paper's counts) or depthwise-separable 3 x 3 convolutions
 * @param lowLevelChannels channels to which the decoder's low-level features are reduced; 48 in the paper
 * @param dropoutKeep share of the ASPP's output values kept in training; 0.9 in the authors' code
 * @param dropPathKeep share of the paths kept in the last cell at the end of training; 1 switches drop-path off
 * @param epsilon added to the variance in the normalisations of stem and cells; 1e-3 in the authors' code
 * @param headEpsilon the same in ASPP and decoder; 1e-5 in the authors' code
 * @param momentum share of a batch's statistics in the running ones; 0.0003 in the authors' code
 */
public record NetworkConfig(
        List<Integer> channels,
        AtrousConv.Form atrous,
        List<Integer> stemChannels,
        int asppChannels,
        List<Integer> asppRates,
        AtrousConv.Form asppForm,
        int lowLevelChannels,
        double dropoutKeep,
        double dropPathKeep,
        double epsilon,
        double headEpsilon,
        double momentum) {

    private static final int LEVELS = 4;

    public NetworkConfig {
        channels = List.copyOf(channels);
        stemChannels = List.copyOf(stemChannels);
        asppRates = List.copyOf(asppRates);
        Allowed.that(
                !channels.isEmpty()
                        && channels.size() <= LEVELS
                        && channels.stream().allMatch(width -> width > 0),
                "channels",
                channels,
                "1 to 4 positive numbers");
        Allowed.that(
                stemChannels.size() == 3 && stemChannels.stream().allMatch(width -> width > 0),
                "stemChannels",
                stemChannels,
                "3 positive numbers");
        Allowed.that(asppChannels >= 1, "asppChannels", asppChannels, "at least 1");
        Allowed.that(asppRates.stream().allMatch(rate -> rate > 0), "asppRates", asppRates, "positive numbers");
        Allowed.that(lowLevelChannels >= 1, "lowLevelChannels", lowLevelChannels, "at least 1");
        Allowed.that(dropoutKeep > 0 && dropoutKeep <= 1, "dropoutKeep", dropoutKeep, "more than 0, at most 1");
        Allowed.that(dropPathKeep > 0 && dropPathKeep <= 1, "dropPathKeep", dropPathKeep, "more than 0, at most 1");
        Allowed.that(epsilon > 0, "epsilon", epsilon, "more than 0");
        Allowed.that(headEpsilon > 0, "headEpsilon", headEpsilon, "more than 0");
        Allowed.that(momentum > 0 && momentum <= 1, "momentum", momentum, "more than 0, at most 1");
    }

    /** As published, with F filters: 20 for S, 32 for M, 48 for L. */
    public static NetworkConfig paper(int filters) {
        return new NetworkConfig(
                doubling(filters),
                AtrousConv.Form.DENSE,
                List.of(64, 64, 128),
                256,
                List.of(12, 24, 36),
                AtrousConv.Form.DENSE,
                48,
                0.9,
                1,
                1e-3,
                1e-5,
                0.0003);
    }

    /** A copy with other widths. */
    public NetworkConfig with(List<Integer> cells, List<Integer> stem, int aspp, int lowLevel) {
        return new NetworkConfig(
                cells,
                atrous,
                stem,
                aspp,
                asppRates,
                asppForm,
                lowLevel,
                dropoutKeep,
                dropPathKeep,
                epsilon,
                headEpsilon,
                momentum);
    }

    /** A copy whose parts all have more or fewer channels, so that cells at stride 4 have so many. */
    NetworkConfig scaledTo(int filters) {
        double factor = (double) filters / channels.getFirst();
        return with(
                channels.stream().map(width -> scaled(width, factor)).toList(),
                stemChannels.stream().map(width -> scaled(width, factor)).toList(),
                scaled(asppChannels, factor),
                scaled(lowLevelChannels, factor));
    }

    private static int scaled(int width, double factor) {
        return Math.max(1, Math.toIntExact(Math.round(width * factor)));
    }

    /** Twice as many channels at each coarser level: F, 2 F, 4 F, 8 F. */
    public static List<Integer> doubling(int filters) {
        return List.of(filters, 2 * filters, 4 * filters, 8 * filters);
    }
}
