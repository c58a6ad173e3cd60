package org.espalier.space.autodeeplab;

import java.util.List;
import org.espalier.problem.Allowed;
import org.espalier.space.operation.AtrousConv;

/**
 * The supernet's open choices. {@link #PAPER} is the published search; where the paper is silent the default is the one
 * that {@code docs/autodeeplab.md} argues for.
 *
 * @param form whether it is the published one or in the shape of the network
 * @param layers layers L of the trellis, 12 in the paper
 * @param leastLayers layers of the shallowest network; if fewer than {@code layers}, the depth is a choice: the
 *     supernet has heads after each layer from this one on, weighted by that choice
 * @param levels resolutions of the trellis, 4 in the paper: strides 4 to 32
 * @param blocks blocks B of a cell, 5 in the paper
 * @param filters filters F: a cell at stride s works on F s / 4 channels and gives B F s / 4; 8 in the paper's search
 * @param operations names of the operations that edges choose from, without {@code none}
 * @param partialChannels one channel in so many passes through the mixed operations, as in PC-DARTS; 1 for all, as
 *     published
 * @param atrous form of the atrous convolutions
 * @param stem form of the search stem
 * @param stemChannels output channels of the stem's convolutions, one each
 * @param stemBias whether they have a bias
 * @param borderInputs what stands in for an H^{l-2} that the trellis lacks
 * @param downsampling how a map gets to half its resolution between cells
 * @param heads form of the four heads
 * @param headRate atrous rate of the heads' 3 x 3 convolution times the stride: 96 in the paper, for crops of 321; less
 *     for smaller crops, or it reads padding alone
 * @param storedTransitions whether transitions that the trellis lacks have a (useless) logit, too
 * @param pathWeights what the inputs of a cell and the heads weigh
 * @param decoding how the weights of transitions become a path
 * @param epsilon added to the variance in normalisations
 * @param momentum share of a batch's statistics in the running ones
 */
public record SupernetConfig(
        Form form,
        int layers,
        int leastLayers,
        int levels,
        int blocks,
        int filters,
        List<String> operations,
        int partialChannels,
        AtrousConv.Form atrous,
        SearchStem stem,
        List<Integer> stemChannels,
        boolean stemBias,
        BorderInputs borderInputs,
        Downsampling downsampling,
        Heads heads,
        int headRate,
        StoredTransitions storedTransitions,
        PathWeights pathWeights,
        Decoding decoding,
        double epsilon,
        double momentum) {

    /** What the supernet looks like. */
    public enum Form {
        /** Auto-DeepLab's, sections 3 and 4.1. */
        PUBLISHED,
        /**
         * The retrained network's stem, strides, connections and head, at the width of {@code filters}: with the choices
         * of one architecture it is that network. Stem, downsampling, border inputs and heads of this configuration do
         * not apply.
         */
        NETWORK
    }

    /** Form of the search stem; both end at stride 4. */
    public enum SearchStem {
        /**
         * Two 3 x 3 convolutions of stride 2: H^{-1} at stride 2 and H^0 at stride 4, as in the author's words on
         * border inputs.
         */
        TWO_LAYER,
        /** Strides 2, 1, 2, as in the retrained network: H^{-1} is the second, at stride 2. */
        THREE_LAYER
    }

    /** What a cell reads where the trellis has no node of its level two layers before. */
    public enum BorderInputs {
        /**
         * The tensor of the most similar resolution of that layer, brought down by a stride (the first author's rule).
         */
        NEAREST,
        /** Nothing: the edges from H^{l-2} are absent there. */
        ABSENT
    }

    /** How a map gets to half its resolution before a cell. */
    public enum Downsampling {
        /** The 1 x 1 pre-processing convolution has stride 2. */
        STRIDED,
        /** Bilinear resize, then the 1 x 1 convolution. */
        BILINEAR
    }

    /** Form of the heads, one a level: three ASPP branches, their join, a classifier. */
    public enum Heads {
        /**
         * Convolution, normalisation and ReLU everywhere; a classifier with bias (UnNAS, by Auto-DeepLab's first
         * author).
         */
        ACTIVATED,
        /** ReLU on the pooled branch alone; a classifier without bias. */
        PLAIN
    }

    /** Which transitions have a logit. */
    public enum StoredTransitions {
        /** Those of the trellis: 105 for 12 layers. */
        VALID,
        /** Three a layer and level: 144 for 12 layers. */
        ALL
    }

    /** What the inputs of a cell weigh, and the heads of an exit. */
    public enum PathWeights {
        /**
         * An input weighs as its transition, and the heads of all levels are summed (Auto-DeepLab, section 3.2). As all
         * readers normalise, the scale of a cell's output is lost: a transition into a node with a single input, such
         * as those of the first layer, has no effect.
         */
        TRANSITIONS,
        /**
         * An input weighs as all paths that take its transition together, with each path the product of its
         * transitions' weights; the head of a level as all paths that end there.
         */
        PATHS
    }

    /**
     * How a path is scored when it is decoded; the path of the largest score wins.
     *
     * <p>A node at the border of the trellis divides its weight among two transitions, a node inside among three. A
     * product of these weights therefore prefers the border by a factor of 1.5 a transition, whatever was learned.
     * Measured with logits that carry no signal (normal, standard deviation 0.05), 6 layers and 3 levels, as shares of
     * cells at stride 4, 8 and 16:
     *
     * <ul>
     *   <li>{@link #PUBLISHED}: 0.92, 0.08, 0.00;
     *   <li>{@link #CORRECTED}: 0.32, 0.49, 0.20;
     *   <li>all 169 paths of the trellis, each once: 0.31, 0.50, 0.19.
     * </ul>
     *
     * Once the choices are sharp, both rules give the same path.
     */
    public enum Decoding {
        /**
         * The product of weight times number of transitions out of the node: a transition that has the mean weight of
         * its node counts 1, and no level is preferred. A scale of all weights of a node does not matter.
         */
        CORRECTED,
        /** The product of weights (Auto-DeepLab, section 3.3.3). */
        PUBLISHED
    }

    private static final int PAPER_HEAD_RATE = 96;

    private static final List<String> OPERATIONS = List.of(
            "max_pool_3x3",
            "avg_pool_3x3",
            "skip_connect",
            "sep_conv_3x3",
            "sep_conv_5x5",
            "atrous_conv_3x3",
            "atrous_conv_5x5");

    /** The search as published. */
    public static final SupernetConfig PAPER = new SupernetConfig(
            Form.PUBLISHED,
            12,
            12,
            4,
            5,
            8,
            OPERATIONS,
            1,
            AtrousConv.Form.DENSE,
            SearchStem.THREE_LAYER,
            List.of(64, 64, 128),
            false,
            BorderInputs.NEAREST,
            Downsampling.STRIDED,
            Heads.ACTIVATED,
            PAPER_HEAD_RATE,
            StoredTransitions.VALID,
            PathWeights.TRANSITIONS,
            Decoding.PUBLISHED,
            1e-5,
            0.1);

    /**
     * The variant of the best-known PyTorch re-implementation, whose 11,570,580 weights are a check of every part. Its
     * decoder multiplies the weights of a border node by 2/3 before it looks for the best path, so it decodes by the
     * corrected rule.
     */
    public static final SupernetConfig PYTORCH_VARIANT = new SupernetConfig(
            Form.PUBLISHED,
            12,
            12,
            4,
            5,
            8,
            OPERATIONS,
            1,
            AtrousConv.Form.SEPARABLE,
            SearchStem.THREE_LAYER,
            List.of(20, 20, 40),
            true,
            BorderInputs.ABSENT,
            Downsampling.BILINEAR,
            Heads.PLAIN,
            PAPER_HEAD_RATE,
            StoredTransitions.ALL,
            PathWeights.TRANSITIONS,
            Decoding.CORRECTED,
            1e-5,
            0.1);

    public SupernetConfig {
        operations = List.copyOf(operations);
        stemChannels = List.copyOf(stemChannels);
        Allowed.that(layers >= 1, "layers", layers, "at least 1");
        Allowed.between("leastLayers", leastLayers, 1, layers);
        Allowed.that(levels >= 1 && levels <= 4, "levels", levels, "1 to 4");
        Allowed.that(blocks >= 1, "blocks", blocks, "at least 1");
        Allowed.that(filters >= 1, "filters", filters, "at least 1");
        Allowed.that(!operations.isEmpty(), "operations", operations, "at least one name");
        Allowed.that(
                partialChannels >= 1 && filters % partialChannels == 0,
                "partialChannels",
                partialChannels,
                "at least 1, a divisor of filters, which are " + filters);
        int convolutions = stem == SearchStem.TWO_LAYER ? 2 : 3;
        Allowed.that(
                stemChannels.size() == convolutions && stemChannels.stream().allMatch(channels -> channels > 0),
                "stemChannels",
                stemChannels,
                convolutions + " positive numbers for stem " + stem);
        Allowed.atLeast("headRate", headRate, 1);
        Allowed.that(epsilon > 0, "epsilon", epsilon, "more than 0");
        Allowed.that(momentum > 0 && momentum <= 1, "momentum", momentum, "more than 0, at most 1");
    }
}
