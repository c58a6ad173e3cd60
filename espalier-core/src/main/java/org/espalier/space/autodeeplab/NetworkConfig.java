package org.espalier.space.autodeeplab;

import java.util.List;
import org.espalier.problem.Allowed;
import org.espalier.space.operation.AtrousConv;

/**
 * Widths and details of the retrained network. {@link #paper} gives the published S, M and L.
 *
 * @param filters filters F of a cell at stride 4; 20, 32 and 48 in the paper
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
        int filters,
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

    public NetworkConfig {
        stemChannels = List.copyOf(stemChannels);
        asppRates = List.copyOf(asppRates);
        Allowed.that(filters >= 1, "filters", filters, "at least 1");
        Allowed.that(
                stemChannels.size() == 3 && stemChannels.stream().allMatch(channels -> channels > 0),
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
                filters,
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
}
