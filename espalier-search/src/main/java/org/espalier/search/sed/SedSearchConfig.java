package org.espalier.search.sed;

import java.util.List;
import java.util.Map;
import org.espalier.data.DataSize;
import org.espalier.graph.Op.BatchNorm.Statistics;
import org.espalier.graph.Role;
import org.espalier.optimizer.Optimizer;
import org.espalier.schedule.Schedule;
import org.espalier.search.Pruning;
import org.espalier.search.SearchConfig;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.space.backbone.Backbone;
import org.espalier.space.backbone.BackboneConfig;
import org.espalier.space.relaxation.GraphGuidance;
import org.espalier.space.relaxation.Sampling;
import org.espalier.space.relaxation.Sampling.Sample;
import org.espalier.space.sed.Sed;
import org.espalier.space.sed.SedConfig;
import org.espalier.train.Length;

/**
 * The configuration of a SED search. The paper gives no schedule: weights and architecture learn in turns, on two
 * halves of the images, as in Auto-DeepLab.
 *
 * @param space the space, and the network that is trained afterwards
 * @param search how the supernet is searched
 */
public record SedSearchConfig(SedConfig space, SearchConfig search) {

    private static final Optimizer ARCHITECTURE_RULE =
            new Optimizer.Adam(0.5, 0.999, 1e-8, Map.of(Role.ARCHITECTURE, 1e-3));

    /**
     * The softmax sharpens once the choices open, at half of the search, so that the network can continue from the
     * supernet's weights.
     */
    private static final Sampling ANNEALED = new Sampling(
            Sample.ANNEALED, 2, new Schedule.Delayed(0.5, new Schedule.Exponential(1, 0.003)), GraphGuidance.NONE);

    private static final List<String> FROZEN = List.of(Backbone.SCOPE);

    /** The published search prunes; how often and by what is not known. */
    private static final Pruning PUBLISHED = new Pruning(List.of(0.6, 0.7, 0.8, 0.9), 0.1);

    /**
     * What is known of the paper, with the choices of Auto-DeepLab's where nothing is known: a ResNet-50 as backbone,
     * options pruned while the choices are open. Hours on a large accelerator; not run by us.
     */
    public static final SedSearchConfig PAPER = new SedSearchConfig(
            SedConfig.DEFAULT.on(BackboneConfig.of(Backbone.RESNET50)),
            paper(AutoDeepLabConfig.PAPER.search()).freezing(FROZEN));

    /** Under half an hour on two cores, with images of about 180x240, on a frozen MobileNetV2. */
    public static final SedSearchConfig CPU = new SedSearchConfig(
            SedConfig.DEFAULT,
            SearchConfig.ofShortSearch(
                            new DataSize(180, 240),
                            new DataSize(160, 208),
                            8,
                            new Length.Minutes(24),
                            ARCHITECTURE_RULE)
                    .relaxedBy(ANNEALED)
                    .freezing(FROZEN));

    /** About a minute on generated scenes: a check that everything works. */
    public static final SedSearchConfig TINY = new SedSearchConfig(
            new SedConfig(
                    SedConfig.DEFAULT.backbone(), 4, List.of(16, 16, 16, 16), 2, SedConfig.OPERATIONS, 0.9, 1e-5, 0.05),
            SearchConfig.ofShortSearch(
                            new DataSize(64, 96), new DataSize(48, 64), 4, new Length.Epochs(4), ARCHITECTURE_RULE)
                    .relaxedBy(ANNEALED)
                    .freezing(FROZEN));

    private static SearchConfig paper(SearchConfig search) {
        return search.with(search.architecture().relaxedBy(ANNEALED).pruning(PUBLISHED));
    }

    /** A copy with another search configuration. */
    public SedSearchConfig with(SearchConfig other) {
        return new SedSearchConfig(space, other);
    }

    /** The space of this configuration. */
    public Sed searched() {
        return Sed.of(space);
    }

    /**
     * A copy for a backbone without trained weights: it is trained with the decoder, and normalises by batch
     * statistics.
     */
    public SedSearchConfig fromScratch() {
        return new SedSearchConfig(
                space.on(space.backbone().normalizingBy(Statistics.BATCH)), search.freezing(List.of()));
    }
}
