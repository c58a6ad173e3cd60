package org.espalier.search.autodeeplab;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.data.DataSize;
import org.espalier.data.augment.Augmentation;
import org.espalier.graph.Role;
import org.espalier.loss.Loss;
import org.espalier.optimizer.Optimizer;
import org.espalier.schedule.Schedule;
import org.espalier.search.ArchitectureSteps;
import org.espalier.search.LatencyGoal;
import org.espalier.search.Level;
import org.espalier.search.SearchConfig;
import org.espalier.space.autodeeplab.AutoDeepLab;
import org.espalier.space.autodeeplab.NetworkConfig;
import org.espalier.space.autodeeplab.SupernetConfig;
import org.espalier.space.autodeeplab.SupernetConfig.Decoding;
import org.espalier.space.autodeeplab.SupernetConfig.Form;
import org.espalier.space.autodeeplab.SupernetConfig.SearchStem;
import org.espalier.space.operation.AtrousConv;
import org.espalier.space.relaxation.Sampling;
import org.espalier.train.ClassBalance;
import org.espalier.train.Criterion;
import org.espalier.train.Images;
import org.espalier.train.Length;
import org.espalier.train.WeightSteps;

/**
 * The configuration of an Auto-DeepLab search.
 *
 * @param supernet the space
 * @param network widths of the network that is trained afterwards; written with the architecture
 * @param search how the supernet is searched
 */
public record AutoDeepLabConfig(SupernetConfig supernet, NetworkConfig network, SearchConfig search) {

    private static final Optimizer ARCHITECTURE_RULE =
            new Optimizer.Adam(0.9, 0.999, 1e-8, Map.of(Role.ARCHITECTURE, 1e-3));

    /** The paper's operations without the two of 5 x 5, which take as much time as all others together. */
    private static final List<String> OPERATIONS =
            List.of("max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "atrous_conv_3x3");

    /** As published, on Cityscapes at half resolution; days on a large accelerator. */
    public static final AutoDeepLabConfig PAPER = new AutoDeepLabConfig(
            SupernetConfig.PAPER,
            NetworkConfig.paper(20),
            new SearchConfig(
                    1,
                    new Length.Epochs(40),
                    new Images(
                            Optional.of(new DataSize(512, 1024)),
                            2,
                            new Augmentation(1, 1, Optional.of(new DataSize(321, 321)), 0.5, 0, 0, 0, 0),
                            0),
                    new Criterion(Loss.crossEntropy(), ClassBalance.NONE),
                    new WeightSteps(
                            new Optimizer.Sgd(0.9, false, Map.of(Role.KERNEL, 3e-4, Role.SCALE, 3e-4, Role.BIAS, 3e-4)),
                            new Schedule.Cosine(0.025, 0.001),
                            Double.MAX_VALUE,
                            10,
                            List.of()),
                    ArchitectureSteps.plain(
                            Level.BILEVEL, Sampling.SOFTMAX, ARCHITECTURE_RULE, new Schedule.Constant(0.003), 0.5),
                    LatencyGoal.NONE,
                    Optional.empty(),
                    List.of(1.0),
                    false));

    /** The supernet of the best-known PyTorch implementation, searched as published. */
    public static final AutoDeepLabConfig PYTORCH =
            new AutoDeepLabConfig(SupernetConfig.PYTORCH_VARIANT, PAPER.network(), PAPER.search());

    /**
     * Under half an hour on two cores, with images of about 180x240: a shorter, narrower supernet in the network's shape
     * with separable atrous convolutions, small crops, and running statistics that adapt faster, as there are few steps.
     */
    public static final AutoDeepLabConfig CPU = new AutoDeepLabConfig(
            supernet(6, 2, 3, 3, 8, List.of(12, 24), 28),
            network(16, List.of(16, 16, 32), 64, 24),
            shortSearch(new DataSize(180, 240), new DataSize(96, 128), 8, new Length.Minutes(24))
                    .within("170M"));

    /** About a minute on generated scenes: a check that everything works. */
    public static final AutoDeepLabConfig TINY = new AutoDeepLabConfig(
            supernet(4, 2, 3, 2, 8, List.of(8, 16), 14),
            network(4, List.of(8, 8, 16), 16, 8),
            shortSearch(new DataSize(64, 96), new DataSize(48, 64), 4, new Length.Epochs(4))
                    .within("5M"));

    /** A copy with another search configuration. */
    public AutoDeepLabConfig with(SearchConfig other) {
        return new AutoDeepLabConfig(supernet, network, other);
    }

    /** The space of this configuration. */
    public AutoDeepLab space() {
        return AutoDeepLab.of(supernet, network);
    }

    /**
     * Architecture steps from a fifth of the search on, at a rate that falls to 0, with logits that are averaged over
     * the last two fifths, and fixed scales inside choices: see the scoreboard of {@code docs/scoreboard.md}.
     */
    private static SearchConfig shortSearch(DataSize size, DataSize crop, int batch, Length length) {
        SearchConfig usual = SearchConfig.ofShortSearch(size, crop, batch, length, ARCHITECTURE_RULE);
        return usual.with(usual.architecture().falling(0.2, 0.1, 0.4).fixingMixedScales());
    }

    private static SupernetConfig supernet(
            int layers, int leastLayers, int levels, int blocks, int filters, List<Integer> stem, int headRate) {
        SupernetConfig paper = SupernetConfig.PAPER;
        return new SupernetConfig(
                Form.NETWORK,
                layers,
                leastLayers,
                levels,
                blocks,
                filters,
                OPERATIONS,
                paper.partialChannels(),
                AtrousConv.Form.SEPARABLE,
                SearchStem.TWO_LAYER,
                stem,
                false,
                paper.borderInputs(),
                paper.downsampling(),
                paper.heads(),
                headRate,
                paper.storedTransitions(),
                paper.pathWeights(),
                Decoding.CORRECTED,
                paper.epsilon(),
                0.05);
    }

    private static NetworkConfig network(int filters, List<Integer> stem, int aspp, int lowLevel) {
        return new NetworkConfig(
                NetworkConfig.doubling(filters),
                AtrousConv.Form.SEPARABLE,
                stem,
                aspp,
                List.of(3, 6, 9),
                AtrousConv.Form.SEPARABLE,
                lowLevel,
                0.9,
                1,
                1e-3,
                1e-5,
                0.05);
    }
}
