package org.espalier.space.gas;

import java.util.List;
import org.espalier.problem.Allowed;
import org.espalier.space.operation.AtrousConv;

/**
 * The configuration of the space. Where no source gives a value, {@link #PAPER} has the defaults that
 * {@code docs/gas.md} explains. The network of an architecture is the chosen part of the supernet, because the search
 * optimises the latency of exactly that network.
 *
 * @param cells number of cells L in sequence, 14 in the paper
 * @param nodes nodes N of a cell
 * @param channels channels of the operations in the cells of each stage; 8 in the first one of the paper's search,
 *     doubled by each reduction
 * @param reductions the cells, counted from 0, that halve the resolution: their operations on the cell's inputs have
 *     stride 2. Each begins a stage
 * @param stemChannels channels of the three 3 x 3 convolutions before the cells
 * @param stemStrides their strides
 * @param operations names of the operations that edges choose from, without {@code none}
 * @param asppChannels channels of each branch of the ASPP
 * @param asppRates rates of its atrous branches at stride 8; halved at 16, ...
 * @param asppForm whether these branches are dense or depthwise-separable
 * @param dropoutKeep share of the ASPP's values that is kept in training
 * @param epsilon added to the variance in normalisations
 * @param momentum share of a batch's statistics in the running ones
 */
public record GasConfig(
        int cells,
        int nodes,
        List<Integer> channels,
        List<Integer> reductions,
        List<Integer> stemChannels,
        List<Integer> stemStrides,
        List<String> operations,
        int asppChannels,
        List<Integer> asppRates,
        AtrousConv.Form asppForm,
        double dropoutKeep,
        double epsilon,
        double momentum) {

    /** The seven operations besides {@code none}. */
    public static final List<String> OPERATIONS = List.of(
            "max_pool_3x3",
            "skip_connect",
            "conv_3x3",
            "sep_conv_3x3",
            "dil_sep_conv_3x3_d2",
            "dil_sep_conv_3x3_d4",
            "dil_sep_conv_3x3_d8");

    /** The published search, as far as known. */
    public static final GasConfig PAPER = new GasConfig(
            14,
            2,
            List.of(8, 16, 32),
            List.of(3, 7),
            List.of(16, 32, 64),
            List.of(2, 2, 2),
            OPERATIONS,
            128,
            List.of(12, 24, 36),
            AtrousConv.Form.SEPARABLE,
            0.9,
            1e-5,
            0.1);

    public GasConfig {
        channels = List.copyOf(channels);
        reductions = List.copyOf(reductions);
        stemChannels = List.copyOf(stemChannels);
        stemStrides = List.copyOf(stemStrides);
        operations = List.copyOf(operations);
        asppRates = List.copyOf(asppRates);
        int last = cells - 1;
        Allowed.atLeast("cells", cells, 1);
        Allowed.atLeast("nodes", nodes, 1);
        Allowed.that(
                reductions.stream().allMatch(cell -> cell >= 0 && cell <= last)
                        && reductions.stream().distinct().count() == reductions.size(),
                "reductions",
                reductions,
                "numbers of cells, 0 to " + last + ", each once");
        Allowed.that(
                channels.size() == reductions.size() + 1 && channels.stream().allMatch(width -> width > 0),
                "channels",
                channels,
                "a positive number for each of the " + (reductions.size() + 1) + " stages");
        Allowed.that(
                !stemChannels.isEmpty() && stemChannels.stream().allMatch(width -> width > 0),
                "stemChannels",
                stemChannels,
                "one or more positive numbers");
        Allowed.that(
                stemStrides.size() == stemChannels.size()
                        && stemStrides.stream().allMatch(stride -> stride == 1 || stride == 2),
                "stemStrides",
                stemStrides,
                "1 or 2 for each of the stem's convolutions");
        Allowed.notEmpty("operations", operations);
        Allowed.atLeast("asppChannels", asppChannels, 1);
        Allowed.that(asppRates.stream().allMatch(rate -> rate > 0), "asppRates", asppRates, "positive numbers");
        Allowed.that(dropoutKeep > 0 && dropoutKeep <= 1, "dropoutKeep", dropoutKeep, "more than 0, at most 1");
        Allowed.positive("epsilon", epsilon);
        Allowed.that(momentum > 0 && momentum <= 1, "momentum", momentum, "more than 0, at most 1");
    }

    /** A copy with other widths. */
    public GasConfig with(List<Integer> stages, List<Integer> stem, int aspp) {
        return new GasConfig(
                cells,
                nodes,
                stages,
                reductions,
                stem,
                stemStrides,
                operations,
                aspp,
                asppRates,
                asppForm,
                dropoutKeep,
                epsilon,
                momentum);
    }

    /** Channels of the operations in a cell. */
    public int channels(int cell) {
        return channels.get(
                (int) reductions.stream().filter(reduction -> reduction <= cell).count());
    }
}
