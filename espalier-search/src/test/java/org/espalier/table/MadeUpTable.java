package org.espalier.table;

import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.espalier.blueprint.BudgetFit;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.graph.Extent;
import org.espalier.pass.ForImages;
import org.espalier.random.Seed;
import org.espalier.search.PricedNetwork;
import org.espalier.search.PricedSpace;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.autodeeplab.AutoDeepLabMethod;
import org.espalier.table.TruthTable.Entry;
import org.espalier.table.TruthTable.Scores;
import org.espalier.train.TrainConfig;

/** Tables of a real space with made-up scores. */
final class MadeUpTable {

    static final int NETWORKS = 12;
    static final AutoDeepLabMethod METHOD = new AutoDeepLabMethod();
    static final AutoDeepLabConfig CONFIG = Configs.resolve(
            AutoDeepLabConfig.class, AutoDeepLabConfig.TINY, Optional.empty(), List.of("search.budget=3M"));

    /** As many as generated scenes have. */
    private static final int CLASSES = 9;

    private static final Extent EXTENT = Extent.of(32, 48);
    private static final List<Long> RUNGS = List.of(5L, 10L);

    private MadeUpTable() {}

    /** A table of two seeds that agree; a network's rank from 0 is its mIoU. */
    static TruthTable of(IntToDoubleFunction early, IntToDoubleFunction last) {
        BudgetFit fit = CONFIG.search().fit(EXTENT, CLASSES, ForImages.rgb()).orElseThrow();
        return with(entries(PricedSpace.of(METHOD, CONFIG, CLASSES, ForImages.rgb(), Optional.of(fit)), early, last));
    }

    private static <A> List<Entry> entries(PricedSpace<A> space, IntToDoubleFunction early, IntToDoubleFunction last) {
        List<PricedNetwork<A>> drawn =
                space.distinct(NETWORKS, new Seed(CONFIG.search().seed()).derive(TableMaker.DRAWS));
        return IntStream.range(0, NETWORKS)
                .mapToObj(rank -> {
                    Scores scores = new Scores(List.of(early.applyAsDouble(rank), last.applyAsDouble(rank)), 1, rank);
                    return new Entry(
                            drawn.get(rank).network(), drawn.get(rank).blueprint(), 3_000_000, List.of(scores, scores));
                })
                .toList();
    }

    static TruthTable with(List<Entry> entries) {
        return new TruthTable(
                METHOD.id(),
                Configs.text(CONFIG),
                "made-up",
                "a fingerprint",
                "a recipe",
                Optional.empty(),
                CLASSES,
                EXTENT.height(),
                EXTENT.width(),
                RUNGS,
                entries,
                "a manifest",
                Optional.empty(),
                "none");
    }

    /** A table as if it had been made on these data, images of 32x48, with this recipe. */
    static TruthTable on(Dataset data, TrainConfig training) {
        TruthTable plain = of(rank -> -rank, rank -> -rank);
        return new TruthTable(
                plain.space(),
                plain.search(),
                data.name(),
                data.fingerprint(),
                Configs.text(training),
                plain.weights(),
                plain.classes(),
                plain.height(),
                plain.width(),
                plain.rungs(),
                plain.entries(),
                plain.manifest(),
                plain.commit(),
                plain.kernels());
    }
}
