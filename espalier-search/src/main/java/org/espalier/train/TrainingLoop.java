package org.espalier.train;

import java.util.Optional;
import java.util.Set;
import org.espalier.data.Split;
import org.espalier.data.loading.BatchLoader;
import org.espalier.data.loading.Loading;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Optimization;
import org.espalier.engine.StepResult;
import org.espalier.engine.StepRules;
import org.espalier.engine.TrainingStep;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.espalier.space.Supernet;

/**
 * The training of one network, epoch by epoch. Its state is the weights, their average, the optimiser's momenta, the number of steps and the
 * time trained; a loop that was given back its state goes on as if it had never stopped.
 */
public final class TrainingLoop implements AutoCloseable {

    private static final double NANOS_PER_MINUTE = 60e9;

    private final TrainConfig config;
    private final BatchLoader loader;
    private final WeightStore weights;
    private final Optional<WeightStore> average;
    private final Optimization optimization;
    private final TrainingStep step;
    private long steps;
    private long trainedNanos;

    /**
     * A loop at its first step.
     *
     * @param network output {@code logits}, [N, classes, H, W]
     * @param initial a store of the network's weights, which the loop takes over and closes
     */
    public TrainingLoop(Graph network, WeightStore initial, Split train, TrainConfig config) {
        this.config = config;
        Seed seed = new Seed(config.seed());
        this.weights = initial;
        this.average = config.averageDecay() > 0 ? Optional.of(weights.copy()) : Optional.empty();
        this.loader = new BatchLoader(train, config.augmentation(), Loading.ofBatch(config.batch()), seed.derive("data"));
        this.optimization = new Optimization(weights, config.optimizer(), Set.of(Role.KERNEL, Role.SCALE, Role.BIAS));
        Loss loss = config.classBalance().balanced(config.loss(), train);
        this.step = new TrainingStep(
                Passes.apply(Passes.FOR_TRAINING, network),
                Objective.of(loss, Supernet.LOGITS),
                optimization,
                StepRules.of(seed.derive("noise"))
                        .clippedTo(config.maximumGradientNorm())
                        .stoppingAfter(config.nonFiniteLimit()));
    }

    /** The initial weights of a network under a seed. */
    public static WeightStore initialWeights(Graph network, long seed) {
        return WeightStore.of(network, ElementType.FLOAT32, new Seed(seed));
    }

    /** Trains one epoch, or what is left of the time. */
    public EpochResult epoch(StepListener listener) {
        long started = System.nanoTime();
        long before = trainedNanos;
        long waited = loader.waitedNanos();
        int skipped = step.nonFiniteSteps();
        double loss = 0;
        long first = steps;
        loader.seek(steps);
        do {
            StepResult result = step.run(Feeds.of(loader.next()), moment(), rate());
            steps++;
            trainedNanos = before + System.nanoTime() - started;
            loss += result.loss();
            average.ifPresent(mean -> mean.moveTowards(weights, 1 - averageDecay()));
            listener.stepped(steps, moment().done(), result.loss(), share(loader.waitedNanos() - waited, started));
        } while (steps % loader.batchesPerEpoch() != 0 && !finished());
        return new EpochResult(
                epochs(),
                steps,
                loss / (steps - first),
                rate(),
                step.nonFiniteSteps() - skipped,
                share(loader.waitedNanos() - waited, started),
                (System.nanoTime() - started) / 1e9);
    }

    /** Whether the epochs or the minutes are over. */
    public boolean finished() {
        return moment().done() >= 1;
    }

    /** Epochs begun so far. */
    public int epochs() {
        return Math.toIntExact(Math.ceilDiv(steps, loader.batchesPerEpoch()));
    }

    /** The weights to evaluate and to ship: the average if there is one, else the last. Owned by the loop. */
    public WeightStore result() {
        return average.orElse(weights);
    }

    /** All of the loop's state. */
    public TrainState state() {
        return new TrainState(
                steps,
                trainedNanos,
                weights.toTensors(),
                average.map(WeightStore::toTensors),
                optimization.toTensors());
    }

    /**
     * Goes on from a state of a loop of the same network and configuration.
     *
     * @throws org.espalier.problem.BadData if it is another network's
     */
    public void restore(TrainState state) {
        steps = state.steps();
        trainedNanos = state.trainedNanos();
        weights.copyFrom(state.weights()).requireComplete("the checkpoint");
        average.ifPresent(mean ->
                mean.copyFrom(state.average().orElse(state.weights())).requireComplete("the checkpoint's average"));
        optimization.restore(state.optimizer());
    }

    @Override
    public void close() {
        loader.close();
        step.close();
        optimization.close();
        average.ifPresent(WeightStore::close);
        weights.close();
    }

    private Moment moment() {
        long all = (long) config.epochs() * loader.batchesPerEpoch();
        double done = config.minutes()
                .map(minutes -> trainedNanos / (minutes * NANOS_PER_MINUTE))
                .orElse((double) steps / all);
        return new Moment(steps, Math.min(done, 1));
    }

    private double rate() {
        return config.learningRate().at(moment());
    }

    /** The average forgets its start quickly: its decay rises with the steps to the configured one. */
    private double averageDecay() {
        return Math.min(config.averageDecay(), (1.0 + steps) / (10 + steps));
    }

    private static double share(long nanos, long started) {
        return (double) nanos / Math.max(1, System.nanoTime() - started);
    }
}
