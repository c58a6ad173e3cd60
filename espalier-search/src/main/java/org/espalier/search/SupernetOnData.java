package org.espalier.search;

import java.util.List;
import java.util.Optional;
import org.espalier.blueprint.BudgetFit;
import org.espalier.data.DataSize;
import org.espalier.data.Split;
import org.espalier.engine.Frozen;
import org.espalier.graph.Extent;
import org.espalier.pass.ForImages;
import org.espalier.problem.BadUsage;
import org.espalier.space.SearchSpace;
import org.espalier.space.Supernet;
import org.espalier.train.ImageForm;
import org.espalier.train.StepMemory;

/**
 * A supernet for the images of a data set.
 *
 * @param train the images, at the size of the search
 * @param images what adapts networks to them
 * @param extent one image
 * @param fit widths by a budget, if the search has one
 * @param pilot steers towards a latency, if that is a goal
 */
record SupernetOnData<A>(
        Supernet supernet,
        Split train,
        ForImages images,
        Extent extent,
        Optional<BudgetFit> fit,
        Optional<LatencyPilot<A>> pilot) {

    /**
     * Adapts a supernet.
     *
     * @throws BadUsage if the latency cannot be met, or weights to be frozen are missing
     */
    static <A> SupernetOnData<A> of(SearchSpace<A> space, Supernet plain, SearchConfig config, Split train) {
        Split sized = config.images().resized(train);
        int classes = train.labels().size();
        ForImages images = ImageForm.of(sized);
        Supernet supernet = new Supernet(images.apply(plain.graph()), plain.choices());
        DataSize size = sized.sample(0).size();
        Extent extent = Extent.of(size.height(), size.width());
        Optional<LatencyPilot<A>> pilot = config.budget().isPresent()
                ? Optional.empty()
                : LatencyPilot.of(new AdaptedSpace<>(space, images), supernet, classes, size, config.latency());
        pilot.ifPresent(LatencyPilot::requirePossible);
        new Frozen(config.weights().frozen()).requireIn(supernet.graph());
        return new SupernetOnData<>(supernet, sized, images, extent, config.fit(extent, classes, images), pilot);
    }

    /** Number of classes. */
    int classes() {
        return train.labels().size();
    }

    /** The loop at its first step. */
    SearchLoop loop(SearchConfig config) {
        return new SearchLoop(supernet, train, config, pilot);
    }

    /** @throws BadUsage if a step needs more memory than there is */
    void requireMemory(SearchConfig config) {
        StepMemory.of(
                        supernet.graph(),
                        config.images().extent(train),
                        count -> new SearchLoop(supernet, train, config.inBatchesOf(count), Optional.empty()))
                .require(SearchLoop.IMAGES, config.lowMemory() ? List.of() : List.of("search.lowMemory=true"));
    }
}
