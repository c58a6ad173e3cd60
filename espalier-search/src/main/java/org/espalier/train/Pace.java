package org.espalier.train;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.espalier.engine.StepResult;
import org.espalier.machine.Garbage;
import org.espalier.run.Progress;
import org.espalier.run.Status;
import org.espalier.safetensors.Tensors;
import org.espalier.schedule.Moment;

/** Counts the steps of a loop and runs its epochs. */
public final class Pace {

    private static final int LEAST_TIMED_STEPS = 3;
    private static final int MOST_TIMED_STEPS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(9);

    private final String stage;
    private final int stepsPerEpoch;
    private final LongSupplier waitedNanos;
    private final Garbage garbage = new Garbage();
    private OptionalLong total = OptionalLong.empty();
    private long stop = Long.MAX_VALUE;
    private long begunAt;
    private long nanosBefore;
    private long steps;
    private long nanos;
    private EpochSoFar epoch = EpochSoFar.NONE;

    /**
     * Starts at the first step of a run; the number of steps is not fixed yet.
     *
     * @param stage name of the loop, for progress
     * @param stepsPerEpoch steps of one pass over the images
     * @param waitedNanos total time that the loop has waited for data
     */
    public Pace(String stage, int stepsPerEpoch, LongSupplier waitedNanos) {
        this.stage = stage;
        this.stepsPerEpoch = stepsPerEpoch;
        this.waitedNanos = waitedNanos;
    }

    /** Fixes the number of steps of the whole run. */
    public void fix(long stepsOfTheRun) {
        total = OptionalLong.of(stepsOfTheRun);
    }

    /** Stops after a number of steps, while schedules span those of the whole run. */
    public void stopAfter(long stepsOfThisPart) {
        stop = stepsOfThisPart;
    }

    /** Continues from a saved state. */
    public void restore(LoopState state) {
        steps = state.steps();
        nanos = state.nanos();
        epoch = state.epoch();
        begunAt = steps;
        nanosBefore = nanos;
    }

    /** Steps of one pass over the images. */
    public int stepsPerEpoch() {
        return stepsPerEpoch;
    }

    /** Number of steps done. */
    public long steps() {
        return steps;
    }

    /** Number of steps of the whole run. */
    public long total() {
        return total.orElseThrow(() -> new IllegalStateException("the number of steps is not fixed yet"));
    }

    /** Time spent in epochs. */
    public long nanos() {
        return nanos;
    }

    /** The state of a loop with this pace. */
    public LoopState state(Map<String, Tensors> groups) {
        return new LoopState(steps, nanos, epoch, groups);
    }

    /** Whether the next step is the first of an epoch, or of a part of one, that is reported by itself. */
    public boolean beginsEpoch() {
        return epoch.steps() == 0;
    }

    /** Whether all steps of an epoch are done, and the epoch has not been reported yet. */
    boolean hasUnreportedEpoch() {
        return !beginsEpoch() && (steps % stepsPerEpoch == 0 || stopped());
    }

    /** Number of epochs started. */
    public int epochs() {
        return Math.toIntExact(Math.ceilDiv(steps, stepsPerEpoch));
    }

    /** The position of the next step in the run. */
    public Moment moment() {
        return Moment.of(steps, total());
    }

    /** Whether all steps are done. */
    public boolean finished() {
        return steps >= total();
    }

    /** Whether no more steps are to be done now: all are, or those up to a stop. */
    public boolean stopped() {
        return finished() || steps >= stop;
    }

    /**
     * Runs steps to the end of the epoch or of the run, or to a stop within the epoch. After each step, while it is
     * shown, the loop has a state that it can be continued from; one of an epoch whose steps are all done runs none.
     *
     * @param step runs one step of the loop
     */
    public EpochResult epoch(Progress progress, Function<Moment, StepResult> step) {
        long started = System.nanoTime() - epoch.nanos();
        long nanosOfEpochs = nanos - epoch.nanos();
        long waitedBefore = waitedNanos.getAsLong() - epoch.waitedNanos();
        while (!hasUnreportedEpoch()) {
            StepResult result = step.apply(moment());
            garbage.collectBeyond(Garbage.SPARE_BYTES);
            steps++;
            epoch = epoch.plus(result, System.nanoTime() - started, waitedNanos.getAsLong() - waitedBefore);
            nanos = nanosOfEpochs + epoch.nanos();
            progress.show(status(result.loss()));
        }
        EpochSoFar whole = epoch;
        epoch = EpochSoFar.NONE;
        if (stopped()) {
            progress.end(status(whole.meanLoss()));
        }
        return new EpochResult(
                epochs(), steps, whole.meanLoss(), whole.skipped(), whole.waitingShare(), whole.nanos() / 1e9);
    }

    /** Displays the end of a loop that has stopped early, after an epoch. */
    void end(Progress progress, EpochResult last) {
        progress.end(status(last.loss()));
    }

    /**
     * Measures the time of a step: the mean of the last third of as many steps as fit into nine seconds, at least three
     * and at most 200. Memory is allocated in the first steps, and the JVM compiles kernels during the first seconds.
     * This changes the state of the loop.
     *
     * @param done position of the steps in the run, 0 to 1
     */
    public static double secondsPerStep(double done, Function<Moment, StepResult> step) {
        double[] seconds = new double[MOST_TIMED_STEPS];
        int timed = 0;
        long started = System.nanoTime();
        while (timed < LEAST_TIMED_STEPS
                || timed < MOST_TIMED_STEPS && System.nanoTime() - started < PATIENCE.toNanos()) {
            long begun = System.nanoTime();
            StepResult unused = step.apply(new Moment(timed, done));
            seconds[timed] = (System.nanoTime() - begun) / 1e9;
            timed++;
        }
        return Arrays.stream(seconds, timed - timed / 3, timed).average().orElseThrow();
    }

    /** The progress of this process. */
    private Status status(double loss) {
        return new Status(
                stage,
                steps,
                total(),
                begunAt,
                Duration.ofNanos(nanos - nanosBefore),
                Optional.of(Duration.ofNanos(waitedNanos.getAsLong())),
                OptionalDouble.of(loss));
    }
}
