package org.espalier.search.gas;

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
import org.espalier.space.gas.Gas;
import org.espalier.space.gas.GasConfig;
import org.espalier.space.operation.AtrousConv.Form;
import org.espalier.space.relaxation.GraphGuidance;
import org.espalier.space.relaxation.GraphGuidance.Input;
import org.espalier.space.relaxation.GraphGuidance.Matrices;
import org.espalier.space.relaxation.Sampling;
import org.espalier.space.relaxation.Sampling.Sample;
import org.espalier.train.ClassBalance;
import org.espalier.train.Criterion;
import org.espalier.train.Images;
import org.espalier.train.Length;
import org.espalier.train.WeightSteps;

/**
 * The configuration of a GAS search.
 *
 * @param space the space, and the network that is trained afterwards
 * @param search how the supernet is searched
 */
public record GasSearchConfig(GasConfig space, SearchConfig search) {

    private static final Optimizer ARCHITECTURE_RULE =
            new Optimizer.Adam(0.5, 0.999, 1e-8, Map.of(Role.ARCHITECTURE, 1e-4));

    /** Share of a short search before its choices open. */
    private static final double OPEN_FROM = 0.2;

    private static final Sampling SAMPLING =
            new Sampling(Sample.SOFT, 2, new Schedule.Exponential(1, 0.03), GraphGuidance.GAS);

    /**
     * Narrow guidance matrices. Short searches have high learning rates, and the wider the matrices, the more an update
     * of theirs outweighs an update of the logits. The temperature falls while the choices are open.
     */
    private static final Sampling SHORT = new Sampling(
            Sample.SOFT,
            SAMPLING.paths(),
            new Schedule.Delayed(OPEN_FROM, SAMPLING.temperature()),
            new GraphGuidance(0.5, 8, 1, Matrices.OWN, Input.RAW));

    /**
     * As published, as far as it is, on Cityscapes; hours on many large accelerators. The number of epochs is a guess.
     */
    public static final GasSearchConfig PAPER = new GasSearchConfig(
            GasConfig.PAPER,
            new SearchConfig(
                    1,
                    new Length.Epochs(80),
                    new Images(
                            Optional.of(new DataSize(512, 1024)),
                            16,
                            new Augmentation(1, 1, Optional.of(new DataSize(321, 321)), 0.5, 0, 0, 0, 0),
                            0),
                    new Criterion(Loss.crossEntropy(), ClassBalance.NONE),
                    new WeightSteps(
                            new Optimizer.Sgd(0.9, false, Map.of(Role.KERNEL, 1e-3, Role.SCALE, 1e-3, Role.BIAS, 1e-3)),
                            new Schedule.Cosine(0.025, 0.001),
                            Double.MAX_VALUE,
                            10,
                            List.of()),
                    ArchitectureSteps.plain(Level.SINGLE, SAMPLING, ARCHITECTURE_RULE, new Schedule.Constant(0.001), 0),
                    LatencyGoal.NONE,
                    Optional.empty(),
                    List.of(1.0),
                    false));

    /**
     * Under half an hour on two cores, with images of about 180x240: fewer and wider cells, trained at the width of the
     * search. A narrow stem ends at stride 4, so that most of the price is that of the cells, where the choices are.
     */
    public static final GasSearchConfig CPU = new GasSearchConfig(
            space(8, List.of(16, 32), List.of(3), List.of(8, 8, 16), 64),
            shortSearch(new DataSize(180, 240), new DataSize(128, 160), 8, new Length.Minutes(24))
                    .within("100M"));

    /** About a minute on generated scenes: a check that everything works. */
    public static final GasSearchConfig TINY = new GasSearchConfig(
            space(4, List.of(16, 32), List.of(2), List.of(4, 4, 8), 16),
            shortSearch(new DataSize(64, 96), new DataSize(48, 64), 4, new Length.Epochs(4))
                    .within("1.7M"));

    /** A copy with another search configuration. */
    public GasSearchConfig with(SearchConfig other) {
        return new GasSearchConfig(space, other);
    }

    /** The space of this configuration. */
    public Gas searched() {
        return Gas.of(space);
    }

    private static SearchConfig shortSearch(DataSize size, DataSize crop, int batch, Length length) {
        SearchConfig bilevel = SearchConfig.ofShortSearch(size, crop, batch, length, ARCHITECTURE_RULE);
        return bilevel.with(bilevel.architecture().relaxedBy(SHORT).onSingleLevel(OPEN_FROM));
    }

    private static GasConfig space(
            int cells, List<Integer> channels, List<Integer> reductions, List<Integer> stem, int aspp) {
        GasConfig paper = GasConfig.PAPER;
        return new GasConfig(
                cells,
                paper.nodes(),
                channels,
                reductions,
                stem,
                List.of(2, 2, 1),
                paper.operations(),
                aspp,
                List.of(6, 12, 18),
                Form.SEPARABLE,
                paper.dropoutKeep(),
                paper.epsilon(),
                0.05);
    }
}
