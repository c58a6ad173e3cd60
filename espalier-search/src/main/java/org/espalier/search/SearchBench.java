package org.espalier.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.espalier.cost.Cost;
import org.espalier.data.DataSize;
import org.espalier.data.augment.Augmentation;
import org.espalier.engine.ArithmeticLimit;
import org.espalier.engine.Feeds;
import org.espalier.engine.Frozen;
import org.espalier.engine.Gradients;
import org.espalier.engine.LibTorch;
import org.espalier.engine.MapLayout;
import org.espalier.engine.OperationProfile;
import org.espalier.engine.StepRules;
import org.espalier.graph.Extent;
import org.espalier.graph.Role;
import org.espalier.image.PixelFormat;
import org.espalier.label.Batch;
import org.espalier.loss.Loss;
import org.espalier.loss.Objective;
import org.espalier.machine.ResidentMemory;
import org.espalier.machine.Timings;
import org.espalier.optimizer.Optimizer;
import org.espalier.pass.ForImages;
import org.espalier.pass.Pass;
import org.espalier.pass.Passes;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.espalier.search.SearchSteps.Moves;
import org.espalier.search.SearchSteps.Rates;
import org.espalier.space.Supernet;
import org.espalier.text.Text;

/**
 * Measures time and memory of the two steps of a bilevel search, on random images. A step is forward pass, backward
 * pass and optimiser.
 */
public final class SearchBench {

    private static final Seed SEED = new Seed(1);
    private static final int CLASSES = 19;
    private static final double RATE = 0.001;

    /** How a supernet is executed. */
    public enum Way {
        /** As in a search: with passes, channels-last, segments in parallel. */
        FAST(Passes.FOR_TRAINING, MapLayout.CHANNELS_LAST, Gradients.SEGMENTS),
        /** The same with less memory: intermediate values of segments are recomputed for their gradients. */
        LOW_MEMORY(Passes.FOR_TRAINING, MapLayout.CHANNELS_LAST, Gradients.RECOMPUTED),
        /** Without passes, contiguous maps, libtorch's autograd over the whole graph. */
        PLAIN(List.of(), MapLayout.PLANES, Gradients.WHOLE);

        private final List<Pass> passes;
        private final MapLayout layout;
        private final Gradients gradients;

        Way(List<Pass> passes, MapLayout layout, Gradients gradients) {
            this.passes = passes;
            this.layout = layout;
            this.gradients = gradients;
        }
    }

    /**
     * The measurements of one way.
     *
     * @param way how the supernet was executed
     * @param weightStepSeconds median
     * @param architectureStepSeconds median
     * @param peakBytes peak resident memory of the process; empty if unknown
     * @param parameters of the supernet
     * @param operations nodes in the forward pass of a weight step
     * @param multiplyAdds of a weight step: three times those of the forward pass, as each of the two gradients takes
     *     as many
     */
    public record Result(
            Way way,
            double weightStepSeconds,
            double architectureStepSeconds,
            OptionalLong peakBytes,
            long parameters,
            int operations,
            long multiplyAdds) {}

    private final Supernet supernet;
    private final Extent extent;
    private final Batch batch;
    private final Frozen frozen;
    private final Set<String> without;

    private SearchBench(Supernet supernet, Extent extent, Batch batch, Frozen frozen, Set<String> without) {
        this.supernet = supernet;
        this.extent = extent;
        this.batch = batch;
        this.frozen = frozen;
        this.without = without;
    }

    /**
     * A benchmark of a supernet.
     *
     * @param supernet for {@link #classes} classes and any number of channels
     * @param extent of a batch
     */
    public static SearchBench of(Supernet supernet, Extent extent) {
        int pixels = Math.multiplyExact(Math.multiplyExact(extent.batch(), extent.height()), extent.width());
        PixelFormat format = new PixelFormat(ForImages.channels(supernet.graph()), Byte.SIZE);
        byte[] image = new byte[Math.multiplyExact(format.channels(), pixels)];
        SEED.generator().nextBytes(image);
        byte[] labels = new byte[pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            labels[pixel] = (byte) (pixel % CLASSES);
        }
        Batch batch = new Batch(format, image, labels, extent.batch(), extent.height(), extent.width());
        return new SearchBench(supernet, extent, batch, Frozen.NONE, Set.of());
    }

    /**
     * A copy whose steps do not update some weights. The outputs of the frozen part are computed in every step.
     *
     * @throws BadUsage if the supernet lacks one of the scopes
     */
    public SearchBench freezing(Frozen held) {
        held.requireIn(supernet.graph());
        return new SearchBench(supernet, extent, batch, held, without);
    }

    /**
     * A copy without some of the passes.
     *
     * @param names of passes of {@link Passes#FOR_TRAINING}
     */
    public SearchBench without(Set<String> names) {
        List<String> known = Passes.FOR_TRAINING.stream().map(Pass::name).toList();
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new BadUsage(Text.format("--without: got '%s'; allowed: %s", name, String.join(", ", known)));
        });
        return new SearchBench(supernet, extent, batch, frozen, names);
    }

    /** Number of classes of the supernets: that of Cityscapes. */
    public static int classes() {
        return CLASSES;
    }

    /**
     * Runs steps in turns, so that load on the machine affects all ways alike. Peak memory is measured for the first
     * way only: the process keeps its memory, which would count for the other ways.
     *
     * @param ways one or more
     * @param steps number of measured steps of each kind and way; one more is run first
     * @param left is told after each round how long the rest will take, by the time of that round: after the first,
     *     which is slower than later ones, at most that long
     * @return in the order of the ways
     */
    public List<Result> run(List<Way> ways, int steps, Consumer<Duration> left) {
        List<Turn> turns = new ArrayList<>();
        try {
            ways.forEach(way -> turns.add(new Turn(way, steps, turns.isEmpty())));
            for (int step = -1; step < steps; step++) {
                long started = System.nanoTime();
                for (Turn turn : turns) {
                    turn.step(step);
                }
                left.accept(Duration.ofNanos(System.nanoTime() - started).multipliedBy(steps - 1L - step));
            }
            return turns.stream().map(Turn::result).toList();
        } finally {
            turns.forEach(Turn::close);
        }
    }

    /** Time of a weight step by kind of operation, in the fast way, longest first. */
    public List<OperationProfile.Kind> profile() {
        Turn turn = new Turn(Way.FAST, 1, false);
        try {
            return OperationProfile.of(
                    turn.steps.graph(),
                    turn.steps.weights(),
                    Feeds.of(batch),
                    Set.of(Role.KERNEL, Role.SCALE, Role.BIAS));
        } finally {
            turn.close();
        }
    }

    /**
     * The multiply-adds per second of a result as a share of this machine's limit, measured now with a large
     * convolution.
     */
    public static double shareOfLimit(Result result) {
        return result.multiplyAdds / result.weightStepSeconds / ArithmeticLimit.multiplyAddsPerSecond();
    }

    /** The steps of one way. */
    private final class Turn implements AutoCloseable {

        private final Way way;
        private final boolean watched;
        private final SearchSteps steps;
        private final double[] weightSeconds;
        private final double[] architectureSeconds;
        private OptionalLong peak = OptionalLong.empty();

        Turn(Way way, int count, boolean watched) {
            LibTorch.load();
            this.way = way;
            this.watched = watched;
            this.steps = SearchSteps.of(
                    supernet,
                    way.passes.stream()
                            .filter(pass -> !without.contains(pass.name()))
                            .toList(),
                    Objective.of(Loss.crossEntropy(), Supernet.LOGITS),
                    new SearchSteps.Rules(
                            new Optimizer.Sgd(0.9, false, Map.of(Role.KERNEL, 3e-4)),
                            new Optimizer.Adam(0.9, 0.999, 1e-8, Map.of(Role.ARCHITECTURE, 1e-3)),
                            Double.MAX_VALUE,
                            frozen,
                            Augmentation.standard(new DataSize(extent.height(), extent.width()))),
                    StepRules.of(SEED).with(way.gradients),
                    SEED,
                    way.layout);
            this.weightSeconds = new double[count];
            this.architectureSeconds = new double[count];
        }

        /** Runs both steps; a negative number is a warm-up. */
        void step(int number) {
            LibTorch.giveBackMemory();
            ResidentMemory.forgetPeak();
            double weight = seconds(Moves.WEIGHTS, number + 1);
            double architecture = seconds(Moves.ARCHITECTURE, number + 1);
            OptionalLong now = ResidentMemory.peakBytes();
            if (number >= 0) {
                weightSeconds[number] = weight;
                architectureSeconds[number] = architecture;
                peak = watched && now.isPresent() && now.getAsLong() > peak.orElse(0) ? now : peak;
            }
        }

        private double seconds(Moves moves, int number) {
            long started = System.nanoTime();
            steps.run(moves, batch, new Moment(number, 0), new Rates(RATE, RATE));
            return (System.nanoTime() - started) / 1e9;
        }

        Result result() {
            Cost cost = Cost.of(supernet.scores(), extent);
            return new Result(
                    way,
                    Timings.median(weightSeconds),
                    Timings.median(architectureSeconds),
                    peak,
                    cost.parameters(),
                    steps.graph().nodes().size(),
                    3 * cost.multiplyAdds());
        }

        @Override
        public void close() {
            steps.close();
        }
    }
}
