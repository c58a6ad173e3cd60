package org.espalier.engine;

import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.espalier.engine.forward.Forward;
import org.espalier.engine.forward.NonFiniteSearch;
import org.espalier.engine.forward.Plan;
import org.espalier.engine.input.NoiseSource;
import org.espalier.engine.input.Sources;
import org.espalier.engine.weight.Leaves;
import org.espalier.engine.weight.MovingStatistics;
import org.espalier.graph.Graph;
import org.espalier.problem.Divergence;
import org.espalier.random.Seed;
import org.espalier.resource.Owned;
import org.espalier.schedule.Moment;

/**
 * Estimates the running statistics of a network as the mean over given batches. Needed for weights that were inherited
 * or averaged and have no statistics of their own. Weights do not change. Native memory: close it before the store.
 */
@SuppressWarnings("try") // a scope or guard is there to be closed, not read
public final class StatisticsEstimation implements AutoCloseable {

    private final ElementType type;
    private final Owned owned = new Owned();
    private final MovingStatistics statistics;
    private final Forward forward;
    private int batches;

    /**
     * Prepares an estimation.
     * @param graph its normalisations work over the batch, and all its weights are in the store
     */
    public StatisticsEstimation(Graph graph, WeightStore store) {
        this.type = store.type();
        try {
            Leaves leaves = owned.add(store.leaves(graph), Leaves::close);
            this.statistics = owned.add(store.statistics(graph), MovingStatistics::close);
            this.forward = new Forward(new Plan(graph), leaves, Optional.of(statistics));
        } catch (RuntimeException | Error e) {
            owned.close();
            throw e;
        }
    }

    /**
     * Adds a batch. The stored statistics are then the mean over all batches so far.
     * @throws Divergence if a statistic is not finite; the stored ones do not change
     */
    public void add(Feeds feeds) {
        try (NoGradGuard guard = new NoGradGuard();
                PointerScope scope = new PointerScope()) {
            statistics.moveBy(1.0 / (batches + 1));
            statistics.begin();
            NoiseSource noise = NoiseSource.of(new Seed(0));
            Moment moment = new Moment(batches, 0);
            forward.run(new Sources(feeds.inputs(), noise, moment, type.scalarType(), MemoryFormat.ChannelsLast));
            if (!NonFiniteSearch.isFinite(statistics.moved())) {
                throw new Divergence(
                        "batch " + batches + " gives statistics that are not finite; the weights have diverged");
            }
            statistics.commit();
            batches++;
        }
    }

    @Override
    public void close() {
        owned.close();
    }
}
